// The text of Scripts/hooks/pre-push, which a test compares: an adopter's checkout has no such file.
extension HookScript {
  /// Measures what a push can have changed.
  package static let prePush = HookScript(
    name: "pre-push",
    text: #"""
      #!/usr/bin/env bash
      # Measures the benchmarks that a push can have changed, and refuses it when one became worse.
      # Once without it: git push --no-verify. For good: perftest hooks remove.
      set -euo pipefail
      package=.

      # What the hook ran before this one reads the same input; where it refuses the push, nothing is measured.
      updates=$(cat)
      kept="${BASH_SOURCE[0]}.kept"
      if [ -x "$kept" ]; then
        if [ -n "$updates" ]; then "$kept" "$@" <<<"$updates"; else "$kept" "$@" </dev/null; fi
      fi

      # Git names the repository of the push in variables, which would make builds look into this one for their packages.
      # shellcheck disable=SC2046
      unset $(git rev-parse --local-env-vars)
      head=$(git rev-parse --verify --quiet HEAD) || exit 0

      perftest() { swift run --quiet --package-path "$package" perftest "$@"; }

      # The newest commit that the other side has already; all files count as changed where there is none.
      base_of() {
        local commit=$1 remote=$2 candidate
        if git cat-file -e "$commit^{commit}" 2>/dev/null; then
          echo "$commit"
          return
        fi
        for candidate in "refs/remotes/$remote/HEAD" "refs/remotes/$remote/main" "refs/remotes/$remote/master"; do
          if git merge-base "$candidate" HEAD 2>/dev/null; then return; fi
        done
        git hash-object -t tree /dev/null
      }

      # Documents reach no benchmark.
      code=(. ':(exclude,glob)**/*.md' ':(exclude,glob)**/*.docc/**' ':(exclude,glob).github/**' ':(exclude).gitlab-ci.yml')

      measured=
      while read -r _ commit _ known; do
        # A deleted branch has zeros, and an empty line nothing.
        if [[ -z $commit || $commit =~ ^0+$ ]]; then continue; fi
        if [ "$commit" != "$head" ]; then
          echo "perftest: $commit is not checked out, so its benchmarks are not measured" >&2
          continue
        fi
        if [ -n "$measured" ]; then continue; fi
        base=$(base_of "$known" "${1:-origin}")
        # Most pushes end here, without a start of SwiftPM.
        if git diff --quiet "$base" "$head" -- "${code[@]}"; then continue; fi
        filter=$(perftest hooks changed "$base" "$head")
        if [ -z "$filter" ]; then continue; fi
        measured=yes
        # The gate builds the files as they are. A slow commit would pass unnoticed when its fix is not committed.
        if [ -n "$(git --no-optional-locks status --porcelain --untracked-files=all -- "${code[@]}")" ]; then
          echo "perftest: measuring the working folder with its uncommitted changes, which are not pushed;" \
            "commit or stash them to measure the commit alone" >&2
        fi
        status=0
        perftest gate --no-count --filter "$filter" >&2 || status=$?
        case $status in
          0) ;;
          75) echo "perftest: this machine cannot measure now, so the push goes on unmeasured" >&2 ;;
          *)
            echo "perftest: the gate ended with $status, so nothing was pushed; git push --no-verify pushes nevertheless" >&2
            exit 1
            ;;
        esac
      done <<<"$updates"

      """#)
}
