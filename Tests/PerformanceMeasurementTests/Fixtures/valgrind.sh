#!/bin/sh
# Without `set -e`: scenarios have commands that fail, and go on.
# Stands for Valgrind: writes files as Callgrind does. The scenario may use `dump LABEL INSTRUCTIONS [LINE]`,
# `empty LABEL` for a file without costs, `hang [INSTRUCTIONS]` to go on until it is asked to end, and then to write what it counted, `$A` for the messages, $THREADS
# for whether threads are counted apart, $SELECTION for the file with the selected functions, and all arguments.
PREVIOUS=
for argument in "$@"; do
  [ "$PREVIOUS" != --configuration-path ] || SELECTION=$argument
  PREVIOUS=$argument
  case "$argument" in
    --callgrind-out-file=*) FILE=${argument#--callgrind-out-file=} ;;
    --separate-threads=*) THREADS=${argument#--separate-threads=} ;;
  esac
done
A=$PERFTEST_CHILD_ANSWER
N=0
dump() {
  N=$((N + 1))
  {
    echo "# callgrind format"
    echo "$3"
    echo "desc: Trigger: ${4:-Client Request: $1}"
    echo "positions: line"
    echo "events: Ir"
    echo "ob=/x/bundle"
    echo "fl=???"
    echo "fn=body"
    echo "0 $2"
    echo "ob=/lib/libc.so.6"
    echo "fn=malloc"
    echo "0 7"
  } > "${FILE%\%p}77.$N"
}
empty() {
  N=$((N + 1))
  printf '# callgrind format\ndesc: Trigger: Client Request: %s\npositions: line\nevents: Ir\n' "$1" > "${FILE%\%p}77.$N"
}
hang() {
  trap '[ -z "$COUNTED" ] || dump "" $COUNTED "" "Program termination"; kill $!; exit 143' TERM
  COUNTED=$1
  sleep 600 &
  wait
}
eval "$SCENARIO"
