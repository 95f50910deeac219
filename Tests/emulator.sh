# Sourced. How a program of another CPU is run here, by the names of Release/cpus.txt.

# Prints the qemu-user that runs programs of the CPU $1; nothing where this machine does.
emulator() {
  case $1/$(uname -m) in
    amd64/x86_64 | arm64/aarch64 | riscv64/riscv64) ;;
    amd64/*) echo qemu-x86_64-static ;;
    arm64/*) echo qemu-aarch64-static ;;
    386/*) echo qemu-i386-static ;;
    armv6/*) echo qemu-arm-static ;;
    *) echo "qemu-$1-static" ;;
  esac
}

# Runs the program $2 of the CPU $1 with the arguments that follow.
emulated() {
  local emulator
  emulator=$(emulator "$1")
  shift
  # shellcheck disable=SC2086
  $emulator "$@"
}
