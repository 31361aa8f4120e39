#!/bin/sh
# A capstone that does one thing wrong. CAPSTONE is the right one, and FAULT says what is wrong with this one.
# Each case is a point of the gate, and what it is to find out.

# Gives the program other arguments: the word behind $option becomes $value.
with_another() {
    option=$1 value=$2 previous=
    shift 2
    for word; do
        shift
        [ "$previous" = "$option" ] && word=$value
        set -- "$@" "$word"
        previous=$word
    done
    exec "$CAPSTONE" "$@"
}

# Leaves one of the program's arguments out.
without() {
    option=$1
    shift
    for word; do
        shift
        [ "$word" = "$option" ] || set -- "$@" "$word"
    done
    exec "$CAPSTONE" "$@"
}

case "$FAULT:$1" in
logger:log) exec "$CAPSTONE" log "$2" ;; # finds everything, whatever the filter
server:stress) "$CAPSTONE" "$@" | sed 's/"lost": *0/"lost":1/' ;;
protocol:serve) with_another --max-work-ms 1000 "$@" ;; # takes what it should refuse
robustness:serve) without --allow-panic "$@" ;; # answers a job that panics otherwise
pool:serve) with_another --workers 1 "$@" ;; # has one worker, whoever asks for more
backpressure:serve) with_another --queue 1000 "$@" ;; # never refuses
clients:serve) exec "$CAPSTONE" "$@" --max-work-ms 1 ;; # refuses the good ones
demo:demo) echo "FAIL  50 clients: expected 5000 replies, got 4999"; exit 1 ;;
quick-demo:demo) echo "9 of 9 sections passed, in 20 s" ;;
empty-demo:demo) echo "0 of 0 sections passed, in 0 s" ;;
*) exec "$CAPSTONE" "$@" ;;
esac
