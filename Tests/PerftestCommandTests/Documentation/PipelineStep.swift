/// What a pipeline's file runs in a shell: the part of YAML that the templates use.
struct PipelineStep: Equatable {
  /// The name before the step, or the key of the list that has it; empty for one without.
  let name: String
  /// The lines of the shell.
  let text: String

  /// The steps of a file for GitHub Actions: the values of `run`.
  static func gitHub(_ file: String) -> [PipelineStep] {
    var name = ""
    return blocks(of: file) { line in
      if let match = line.wholeMatch(of: /^ *- name: (.*)/) { name = String(match.1) }
      guard let match = line.wholeMatch(of: /( *(?:- )?)run: (.*)/) else { return nil }
      return (name, match.1.count, String(match.2))
    }
  }

  /// The steps of a file for GitLab CI: the items of `before_script`, `script` and `after_script`.
  static func gitLab(_ file: String) -> [PipelineStep] {
    var list: (name: String, indentation: Int)?
    return blocks(of: file) { line in
      let indentation = line.prefix { $0 == " " }.count
      if let match = line.wholeMatch(of: /^ *((?:before_|after_)?script):/) {
        list = (String(match.1), indentation)
        return nil
      }
      guard let open = list, indentation > open.indentation else {
        list = nil
        return nil
      }
      return line.wholeMatch(of: /^ *- (.*)/).map { (open.name, indentation, String($0.1)) }
    }
  }

  /// The values that begin in some lines, with the lines that belong to them.
  /// - Parameter begin: the name, the indentation and the value of a line that begins one.
  private static func blocks(
    of file: String, _ begin: (String) -> (name: String, indentation: Int, value: String)?
  ) -> [PipelineStep] {
    var steps: [PipelineStep] = []
    var open: (name: String, indentation: Int, lines: [String])?
    for line in file.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let block = open {
        if line.isEmpty || line.prefix(while: { $0 == " " }).count > block.indentation {
          open?.lines.append(String(line.drop { $0 == " " }))
          continue
        }
        steps.append(PipelineStep(name: block.name, text: block.lines.joined(separator: "\n")))
        open = nil
      }
      guard let (name, indentation, value) = begin(line) else { continue }
      if value == "|" {
        open = (name, indentation, [])
      } else {
        steps.append(PipelineStep(name: name, text: value))
      }
    }
    if let block = open { steps.append(PipelineStep(name: block.name, text: block.lines.joined(separator: "\n"))) }
    return steps
  }
}
