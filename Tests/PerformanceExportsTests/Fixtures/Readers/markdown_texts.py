"""Reads the cells of a table of one column with GitHub's own parser (cmark-gfm)."""
import html.parser
import subprocess
import sys
from texts import compare, printable, texts

LAYOUT = {"table", "thead", "tbody", "tr"}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attributes):
        assert tag in LAYOUT or tag in ("th", "td") and not self.inside, (tag, attributes)
        if tag not in LAYOUT:
            self.found.append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag not in LAYOUT:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


command = [sys.argv[3], "--to", "html"]
for extension in ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]:
    command += ["--extension", extension]
reader = Reader()
reader.feed(subprocess.run(command + [sys.argv[1]], check=True, capture_output=True).stdout.decode("utf-8"))
reader.close()
expected = [printable(text) for text in texts(sys.argv[2])]
compare([text.strip(" ") for text in reader.found[1:]], [text.strip(" ") for text in expected])
