# Sourced. Docker Engines in network namespaces of their own, joined by a bridge in another one and
# into one Swarm. Everything is under $folder, and nothing of the machine's own network is touched.
# Needs storage.sh and seconds to wait in $limit.

# The names begin alike, and no other run has them.
network=swarm-$$
# What start_nodes starts.
nodes=(1 2 3)
pids=()

# Runs a command of the engine of the node $1.
node() {
  local number=$1
  shift
  /usr/bin/docker -H "unix://$folder/$number.sock" "$@"
}

# Starts the engines, the first of them as the one manager, and waits until all are ready.
start_nodes() {
  local number token deadline=$((SECONDS + limit))
  ip netns add "$network"
  ip -n "$network" link add switch type bridge
  ip -n "$network" link set switch up
  for number in "${nodes[@]}"; do
    ip netns add "$network-$number"
    ip -n "$network" link add "port$number" type veth peer name eth0 netns "$network-$number"
    ip -n "$network" link set "port$number" master switch up
    ip -n "$network-$number" link set lo up
    ip -n "$network-$number" address add "10.99.0.$number/24" dev eth0
    ip -n "$network-$number" link set eth0 up
    start_node "$number"
  done
  for number in "${nodes[@]}"; do
    until node "$number" version >/dev/null 2>&1; do
      if ((SECONDS > deadline)) || ! kill -0 "${pids[number - 1]}" 2>/dev/null; then
        tail -n 20 "$folder/$number.log" >&2
        return 1
      fi
      sleep 0.2
    done
  done
  node 1 swarm init --advertise-addr 10.99.0.1 >/dev/null
  token=$(node 1 swarm join-token -q worker)
  for number in "${nodes[@]:1}"; do
    node "$number" swarm join --token "$token" --advertise-addr "10.99.0.$number" 10.99.0.1:2377 \
      >/dev/null
  done
  until [ "$(node 1 node ls --format '{{.Status}}' | grep -cx Ready)" = "${#nodes[@]}" ]; do
    if ((SECONDS > deadline)); then
      node 1 node ls >&2
      return 1
    fi
    sleep 0.2
  done
}

# Starts the engine of the node $1. `ip netns exec` would take away the control groups' mounts.
start_node() {
  local driver=vfs
  if can_overlay; then driver=overlay2; fi
  # shellcheck disable=SC2016 # for the shell that it starts
  nsenter --net="/run/netns/$network-$1" unshare --uts sh -c '
    hostname "$1"
    shift
    exec "$@"
  ' sh "node$1" dockerd --storage-driver "$driver" --data-root "$folder/data$1" \
    --exec-root "$folder/exec$1" --pidfile "$folder/$1.pid" -H "unix://$folder/$1.sock" \
    >"$folder/$1.log" 2>&1 &
  pids+=($!)
}

# Ends the engines with all that runs in them, and takes away what they mounted and their networks.
stop_nodes() {
  local number pid container
  for number in "${nodes[@]}"; do
    [ -S "$folder/$number.sock" ] || continue
    node "$number" swarm leave --force >/dev/null 2>&1 || true
    node "$number" ps -aq 2>/dev/null | while read -r container; do
      node "$number" rm -f "$container" >/dev/null 2>&1 || true
    done
  done
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  unmount_all
  for number in "${nodes[@]}"; do
    ip netns delete "$network-$number" 2>/dev/null || true
  done
  ip netns delete "$network" 2>/dev/null || true
}
