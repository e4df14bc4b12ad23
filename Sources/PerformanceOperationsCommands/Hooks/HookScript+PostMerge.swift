// The text of Scripts/hooks/post-merge, which a test compares: an adopter's checkout has no such file.
extension HookScript {
  /// Names the baselines that a merge changed.
  package static let postMerge = HookScript(
    name: "post-merge",
    text: #"""
      #!/usr/bin/env bash
      # Names the baselines that a merge or a pull changed. For good without it: perftest hooks remove.
      set -euo pipefail
      package=.

      kept="${BASH_SOURCE[0]}.kept"
      if [ -x "$kept" ]; then "$kept" "$@"; fi

      before=$(git rev-parse --verify --quiet ORIG_HEAD) || exit 0
      changed=$(git diff --name-only "$before" HEAD -- "$package/baselines")
      if [ -z "$changed" ]; then exit 0; fi
      count=$(wc -l <<<"$changed")
      {
        echo "perftest: the merge changed $((count)) of the files in $package/baselines:"
        # Without a pipe, whose early end would count as a failure.
        sed -n -e 's/^/  /' -e 1,5p -e '6s/.*/  …/p' <<<"$changed"
        # Each side of a merge recorded its own code, and the merged code may be like neither.
        echo "perftest: to see whether they fit the merged code: swift run --package-path $package perftest gate"
      } >&2

      """#)
}
