# Sourced. Images that hold the probe and the server of server.c, and nothing else that runs. Needs
# bases.sh and engines.sh, and the image healthprobe-example, whose probe they take.

# Makes the images service-scratch and service-distroless.
build_services() {
  local base
  mkdir "$folder/service"
  musl-gcc -static -Os -s -Wall -o "$folder/service/server" "$here/server.c"
  distroless_base | engine import - distroless:latest >/dev/null
  for base in scratch distroless; do
    cat >"$folder/service/Dockerfile" <<DOCKERFILE
FROM $base
COPY --from=healthprobe-example /healthprobe /healthprobe
COPY server /server
HEALTHCHECK --interval=1s --timeout=10s --retries=2 CMD ["/healthprobe"]
CMD ["/server"]
DOCKERFILE
    build_image "service-$base" "$folder/service"
  done
}

# Prints as a tar what gcr.io/distroless/static-debian12 is: the files of a few packages, and users.
# Nothing in it runs.
distroless_base() {
  local work root
  work=$(mktemp -d)
  root=$work/root
  (
    cd "$work"
    # As root, apt's user can't write here and says so.
    apt-get download -qq -o APT::Sandbox::User=root base-files ca-certificates media-types netbase \
      tzdata
    for package in ./*.deb; do dpkg-deb -x "$package" root; done
  ) >/dev/null
  cat "$root/usr/share/ca-certificates/mozilla/"*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin nobody:x:65534:65534:nobody:/:/sbin/nologin \
    nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin >"$root/etc/passwd"
  printf '%s\n' root:x:0: nobody:x:65534: nonroot:x:65532: >"$root/etc/group"
  install -d -o 65532 -g 65532 -m 700 "$root/home/nonroot"
  # Scripts that the packages bring for others to run.
  rm -rf "$root/usr/sbin" "$root/etc/update-motd.d" "$root/usr/share/doc"
  if find "$root" -type f -perm /111 -print | grep .; then
    echo "the distroless image holds a program" >&2
    return 1
  fi
  tar -C "$root" -cf - .
  rm -rf "$work"
}
