# Sourced. Two engines behind the same few functions, each with storage of its own under $folder:
# the machine's images stay as they are, and none is left behind. Needs bases.sh and storage.sh,
# and the folder of Dockerfile.example in $repository.

# Options of `run` that leave the checks to the tests where the engine's own can't be had, or hold a
# container that has not been healthy as starting.
run_options=()
# Options of `run` under which not even what the engine itself puts into the environment is in it.
no_environment=()

# Starts the engine $1, podman or docker.
start_engine() {
  engine=$1
  "start_$engine"
}

# Runs a command of the engine's.
engine() {
  "call_$engine" "$@"
}

# Removes every container.
remove_all() {
  [ -n "${engine:-}" ] || return 0
  engine ps -aq | while read -r container; do
    engine rm -f "$container" >/dev/null 2>&1 || true
  done
}

# Ends the engine and takes off what it mounted. May be called twice.
stop_engine() {
  [ -n "${engine:-}" ] || return 0
  "stop_$engine"
  engine=
  unmount_all
}

# Makes the image healthprobe-example out of the stand-ins and the unchanged Dockerfile.
build_example() {
  "build_with_$engine"
}

# Podman's own checks are timers of systemd; without one, each is asked for.
check_health() {
  if [ "$engine" = podman ]; then engine healthcheck run "$1" >/dev/null 2>&1 || true; fi
}

# Makes the image $1 of the folder $2 and the Dockerfile in it, which has no RUN.
build_image() {
  "build_image_with_$engine" "$@"
}

# Lets the container $1 be checked $2 times, without a pause and each time healthy. Docker Engine
# has no command that checks: it must have been started with an interval of 1 ms.
check_often() {
  "check_often_with_$engine" "$@"
}

podman_storage=()
podman_options=()

start_podman() {
  local driver=vfs
  if can_overlay; then driver=overlay; fi
  podman_storage=(--root "$folder/podman" --runroot "$folder/podman-run" --storage-driver "$driver")
  # Without systemd each container is an error to its log, though none of ours needs a timer.
  podman_options=("${podman_storage[@]}" --runtime runc --cgroup-manager cgroupfs --log-level fatal)
  run_options=(--health-interval=disable)
  no_environment=(--unsetenv-all)
  # Not more than the machine may allow; and the name that examples have for their database.
  cat >"$folder/containers.conf" <<END_OF_FILE
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
base_hosts_file = "$folder/hosts"
END_OF_FILE
  printf '127.0.0.1 localhost db\n' >"$folder/hosts"
  export CONTAINERS_CONF=$folder/containers.conf
}

call_podman() {
  podman "${podman_options[@]}" "$@"
}

build_with_podman() {
  swift_base | call_podman import -q -c "ENV PATH=$toolchain/bin:/usr/bin:/bin" - \
    docker.io/library/swift:6.3-bookworm >/dev/null
  busybox_base | call_podman import -q -c "ENV PATH=/bin" - \
    docker.io/library/busybox:1.37-musl >/dev/null
  buildah bud -q "${podman_storage[@]}" --isolation chroot --format docker --pull-never \
    -f "$repository/Dockerfile.example" -t healthprobe-example "$repository" >/dev/null
}

build_image_with_podman() {
  buildah bud -q "${podman_storage[@]}" --isolation chroot --format docker --pull-never -t "$1" \
    "$2" >/dev/null
}

# Several at a time, as when a user asks between two checks of a timer.
check_often_with_podman() {
  local container=$1 count=$2
  seq "$count" |
    xargs -P 4 -I{} podman "${podman_options[@]}" healthcheck run "$container" >/dev/null
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
  run_options=(--health-interval=1s --health-start-period=1h)
  # A name without a value that the client itself doesn't have is taken out.
  no_environment=(--env PATH --env HOSTNAME)
}

call_docker() {
  env -u PATH -u HOSTNAME /usr/bin/docker -H "unix://$folder/docker.sock" "$@"
}

build_with_docker() {
  swift_base | call_docker import -c "ENV PATH=$toolchain/bin:/usr/bin:/bin" - \
    swift:6.3-bookworm >/dev/null
  busybox_base | call_docker import -c "ENV PATH=/bin" - busybox:1.37-musl >/dev/null
  DOCKER_BUILDKIT=1 call_docker build -q --network host -f "$repository/Dockerfile.example" \
    -t healthprobe-example "$repository" >/dev/null
}

build_image_with_docker() {
  DOCKER_BUILDKIT=0 call_docker build -q -t "$1" "$2" >/dev/null
}

check_often_with_docker() {
  local container=$1 count=$2 healthy
  healthy=$(head -n "$count" < <(timeout 300 /usr/bin/docker -H "unix://$folder/docker.sock" \
    events --filter "container=$container" --filter event=exec_die 2>/dev/null) |
    grep -c 'exitCode=0') || true
  [ "$healthy" = "$count" ] || { echo "$healthy of $count checks are healthy" >&2; return 1; }
}

stop_docker() {
  [ -n "$docker_pid" ] || return 0
  kill "$docker_pid" 2>/dev/null || true
  wait "$docker_pid" 2>/dev/null || true
  docker_pid=
}
