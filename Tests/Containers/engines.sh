# Sourced. Two engines behind the same few functions, each with storage of its own under $folder:
# the machine's images stay as they are, and none is left behind. Needs bases.sh, and the folder of
# Dockerfile.example in $repository.

# Options of `run` that shorten the waiting; the probe and its own time limit are the image's.
run_options=()

# Starts the engine $1, podman or docker.
start_engine() {
  engine=$1
  "start_$engine"
}

# Runs a command of the engine's.
engine() {
  "call_$engine" "$@"
}

# Ends the engine and takes off what it mounted. May be called twice.
stop_engine() {
  [ -n "${engine:-}" ] || return 0
  "stop_$engine"
  engine=
  awk -v under="$folder/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r |
    xargs -r -n 1 umount
}

# Whether files of $folder can be layers of an overlay; if not, each layer is a copy, and slower.
can_overlay() {
  mkdir -p "$folder/overlay/"{lower,upper,work,merged}
  mount -t overlay overlay "$folder/overlay/merged" -o \
    "lowerdir=$folder/overlay/lower,upperdir=$folder/overlay/upper,workdir=$folder/overlay/work" \
    2>/dev/null && umount "$folder/overlay/merged"
}

# Makes the image healthprobe-example out of the stand-ins and the unchanged Dockerfile.
build_example() {
  "build_with_$engine"
}

# Podman's own checks are timers of systemd; without one, each is asked for.
check_health() {
  if [ "$engine" = podman ]; then engine healthcheck run "$1" >/dev/null 2>&1 || true; fi
}

podman_storage=()

start_podman() {
  local driver=vfs
  if can_overlay; then driver=overlay; fi
  podman_storage=(--root "$folder/podman" --runroot "$folder/podman-run" --storage-driver "$driver")
  run_options=(--health-interval=disable --ulimit nofile=1024:1024 --ulimit nproc=1024:1024)
}

call_podman() {
  podman "${podman_storage[@]}" --runtime runc --cgroup-manager cgroupfs "$@"
}

build_with_podman() {
  swift_base | call_podman import -q -c "ENV PATH=$toolchain/bin:/usr/bin:/bin" - \
    docker.io/library/swift:6.3-bookworm >/dev/null
  busybox_base | call_podman import -q -c "ENV PATH=/bin" - \
    docker.io/library/busybox:1.37-musl >/dev/null
  buildah bud -q "${podman_storage[@]}" --isolation chroot --format docker --pull-never \
    -f "$repository/Dockerfile.example" -t healthprobe-example "$repository" >/dev/null
}

# Podman has no process of its own.
stop_podman() {
  :
}

docker_pid=

start_docker() {
  local driver=vfs
  if can_overlay; then driver=overlay2; fi
  dockerd --storage-driver "$driver" --iptables=false --ip6tables=false --bridge=none \
    --data-root "$folder/docker" --exec-root "$folder/docker-run" --pidfile "$folder/docker.pid" \
    -H "unix://$folder/docker.sock" >"$folder/docker.log" 2>&1 &
  docker_pid=$!
  local deadline=$((SECONDS + 60))
  until call_docker version >/dev/null 2>&1; do
    if ((SECONDS > deadline)) || ! kill -0 "$docker_pid" 2>/dev/null; then
      tail -n 20 "$folder/docker.log" >&2
      return 1
    fi
    sleep 0.2
  done
  run_options=(--health-interval=1s --health-start-period=0s)
}

call_docker() {
  /usr/bin/docker -H "unix://$folder/docker.sock" "$@"
}

build_with_docker() {
  swift_base | call_docker import -c "ENV PATH=$toolchain/bin:/usr/bin:/bin" - \
    swift:6.3-bookworm >/dev/null
  busybox_base | call_docker import -c "ENV PATH=/bin" - busybox:1.37-musl >/dev/null
  DOCKER_BUILDKIT=1 call_docker build -q --network host -f "$repository/Dockerfile.example" \
    -t healthprobe-example "$repository" >/dev/null
}

stop_docker() {
  [ -n "$docker_pid" ] || return 0
  kill "$docker_pid" 2>/dev/null || true
  wait "$docker_pid" 2>/dev/null || true
  docker_pid=
}
