# Sourced. Stand-ins for the images that Dockerfile.example builds from, made of this machine's own
# files: a test that needs a registry fails when the registry does. The Dockerfile stays unchanged;
# what differs is that the compiler is the machine's, in the place where the machine has it.

# The folder of the toolchain, under which usr/bin/swift may be a link.
toolchain=$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")

# Prints the image swift:6.3-bookworm as a tar: the toolchain, what compiling and linking a manifest
# asks of a C library, and a few tools. Put $toolchain/bin in its PATH.
swift_base() {
  local libraries skeleton tools
  libraries=/usr/lib/$(uname -m)-linux-gnu
  skeleton=$(mktemp -d)
  mkdir -m 1777 "$skeleton/tmp"
  # Manifests are linked by gold.
  tools=(/usr/bin/{sh,cp,env,git,mkdir,uname,ld.gold})
  {
    printf '%s\n' /bin /lib /lib64 "$toolchain" /usr/include /usr/lib/gcc
    find "$libraries" -maxdepth 1 -name '*.o' -o -maxdepth 1 -name 'lib[cm].so' \
      -o -maxdepth 1 -name 'libc_nonshared.a' -o -maxdepth 1 -name 'libstdc++.so*'
    {
      printf '%s\n' "${tools[@]}"
      # ldd fails at each file that is a script or static.
      find -L "$toolchain/bin" "${tools[@]}" -type f -perm /1 -exec ldd {} + 2>/dev/null |
        grep -oE '/[^ ]+\.so[^ ]*' | grep -v "^$toolchain" | sort -u || true
    } | follow_links
  } | sed 's|^/||' | sort -u |
    # Not the debugger, editors' services and the like: no build of this package runs them.
    tar -cf - --exclude='*lldb*' --exclude='*ourcekit*' --exclude='*SourceKit*' \
      --exclude='*/bin/clangd' --exclude='*/bin/docc' --exclude='*/bin/swift-format' \
      --exclude='*/libLTO.so*' --exclude='*/bin/llvm-[!a]*' --exclude='*/bin/wasmkit' \
      --exclude='*/swift_static' --exclude='*/lib/libclang.so*' --exclude='*/lib/gcc/*/cc1*' \
      --exclude='*/lib/gcc/*/lto1' --exclude='*/embedded/arm*' --exclude='*/embedded/wasm*' \
      --exclude='*/embedded/riscv*' --exclude='*/embedded/i686*' \
      -C / -T - -C "$skeleton" tmp
  rm -rf "$skeleton"
}

# Prints each path it reads, without links among its folders, and the files it links to, one after
# the other.
follow_links() {
  local path
  while read -r path; do
    while
      path=$(readlink -f "$(dirname "$path")")/$(basename "$path")
      echo "$path"
      [ -L "$path" ]
    do
      path=$(cd "$(dirname "$path")" && realpath -s "$(readlink "$path")")
    done
  done
}

# Prints the image busybox as a tar.
busybox_base() {
  local folder
  folder=$(mktemp -d)
  mkdir "$folder/bin"
  cp "$(command -v busybox)" "$folder/bin/busybox"
  for tool in sh chmod mkdir printf; do ln -s busybox "$folder/bin/$tool"; done
  tar -C "$folder" -cf - bin
  rm -rf "$folder"
}
