/// Some kilobytes of English prose with names, dates, numbers, addresses and letters outside of ASCII.
enum Prose {
  /// One sentence.
  static let sentence = "The ferry to Saint-Éloi left at 07:45, eleven minutes late, with forty crates on deck."

  /// About 4 kB in nine paragraphs.
  static let text = """
    The harbour office of Saint-Éloi keeps a book in which every arrival is written down by hand. It was begun on \
    1903-04-17 by a clerk named Aurélie Marchand, who ruled the columns with a pencil and never once blotted a line. \
    Her successors have been less careful, yet the book has no gaps: even on 1943-11-02, when nothing came in but fog, \
    somebody wrote "no ship, no wind, no news" and signed with two initials.

    I learned of it from a postcard. My uncle Benedikt, who repairs tide gauges for a living, had been sent there to \
    replace a float of 14.25 kilograms, and he found the office open and the clerk asleep. He read for an hour. He \
    copied three pages into his notebook and wrote to me that evening from benedikt.oehler@tidegauge.example, asking \
    whether I would come and help him count.

    What he wanted to count were the pears. Each September a coaster called the Good Patience had unloaded crates of \
    them: 220 crates in 1911, 305 crates in 1912, only 18 in the wet year of 1913. Nobody on the island could tell him \
    who ate so many pears, and the figures, he said, rose and fell like a tide with a period of eleven years.

    We sat down at the long table on 2019-06-08. The clerk, whose name was Jörg Åkesson, brought coffee, a ruler and a \
    box of paper slips. I read the lines aloud, Benedikt wrote the number on a slip, and Jörg put the slip into one of \
    twelve jars. By the third day we had 4,119 slips. By the fifth we had 9,872, and a naïve kind of pride.

    It rained on the sixth day. Water came through the roof above the jars and the ink began to run, so we carried \
    everything into the lamp room, where the walls are a metre thick and the only window looks straight down at the \
    rocks. There we started again, slower, with a typewriter. The machine lacked the letter q, which never mattered, \
    and the digit 7, which mattered a great deal: we typed a capital T for it and corrected every page in red.

    On the ninth day a letter arrived from the mainland. A reader of the regional newspaper, one Mrs. Ødegård, had \
    heard of our work on the radio and wished us to know that her grandfather had owned the Good Patience. He had not \
    sold the pears at all. He had given them, crate after crate, to the school, the lighthouse and the hospital, and \
    had written each gift into a book of his own. She offered to lend it. Her address was m.odegard@pearbook.example \
    and her telephone number +47 555 0143.

    So there were two books. We laid them side by side and found that they agreed to the crate in every year but one. \
    In 1926 the harbour book had 140 crates and the captain's book 14. Benedikt believed the captain; Jörg, out of \
    loyalty, believed the harbour. I said that a nought is easily added and seldom forgotten, and neither of them \
    spoke to me until supper.

    The answer was on the wall. Above the stove hung a photograph of the school, dated 1926-09-30, in which fourteen \
    crates stand in a row before fourteen children, one crate for each child. They look neither hungry nor surprised. \
    On the back somebody had written, in the steady hand of Aurélie Marchand: "One hundred and forty were ordered. \
    Fourteen came. All were shared."

    We left on 2019-06-24 with the typed pages in a biscuit tin. The period of eleven years, I am sorry to say, did not \
    survive: with the corrected figures it came out as nine and a half, then as thirteen, and finally as nothing at \
    all. Benedikt was not disappointed. A gauge that shows no tide, he said, is either broken or telling the truth, and \
    it costs about 480.50 to find out which.
    """

  /// The words of the text without punctuation.
  static let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
