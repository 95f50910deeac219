# Sourced. What one run of a program costs, as numbers that repeat from run to run. The program,
# by its path, and its arguments must end with status 0; else nothing is printed.
#
# The environment holds what the array `environment` does, which is nothing unless the program needs
# it: it would be counted too.
environment=()

# The system calls of all its processes and threads: all that follow the first execve, exit_group
# included. `strace -f -c` totals the same, since it counts the execve but no call that never
# returns.
system_calls() {
  calls_made "$@" | awk 'END { if (NR) print NR }'
}

# The calls that start a process or a thread, one a line.
started_tasks() {
  calls_made "$@" | grep -xE 'clone|clone3|fork|vfork'
}

# The names of those system calls, one a line, in order.
calls_made() {
  local log
  log=$(mktemp)
  if env -i "${environment[@]}" strace -f -qq -e signal=none -o "$log" "$@" \
    </dev/null >/dev/null 2>&1; then
    # "PID name(…"; a call that another process cuts in two goes on as "<... name resumed>".
    sed -En 's/^[0-9]+ +([a-z_0-9]+)\(.*/\1/p' "$log" | tail -n +2
  fi
  rm -f "$log"
}

# The instructions executed in user space, as callgrind totals them, by all its processes.
user_instructions() {
  local log
  log=$(mktemp)
  if env -i "${environment[@]}" valgrind --tool=callgrind --trace-children=yes \
    --callgrind-out-file=/dev/null --log-file="$log.%p" "$@" </dev/null >/dev/null 2>&1; then
    awk '/Collected :/ { sum += $4 } END { if (sum) print sum }' "$log".*
  fi
  rm -f "$log" "$log".*
}

# The median of what five calls of a function above print: an answer that arrives in two pieces, or
# a time that prints with a digit more, does not decide. Nothing if one of them printed nothing.
median_of_five() {
  for _ in 1 2 3 4 5; do "$@"; done | sort -n | sed -n '3h; 5{x;p}'
}
