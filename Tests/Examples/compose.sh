# Sourced. Runs Examples/compose.yaml in an engine of its own, with stand-ins of its images. Needs
# nodes.sh.

run_compose_example() {
  local server container deadline=$((SECONDS + limit)) context=$folder/context up
  nodes=(1)
  start_nodes
  mkdir "$context"
  cp "$executable" "$context/healthprobe"
  musl-gcc -static -Os -s -Wall -o "$context/server" "$repository/Tests/Containers/server.c"
  build registry.example/database:17 'ENV PORT=5432' 'CMD ["/server", "broken"]'
  build registry.example/web:1 'CMD ["/server"]'

  compose up -d >"$folder/compose.log" 2>&1 &
  up=$!
  # The database has been asked, and is not up yet.
  until container=$(compose ps -q database 2>/dev/null) && [ -n "$container" ] &&
    node 1 inspect --format '{{json .State.Health}}' "$container" | grep -q 57P03; do
    if ((SECONDS > deadline)) || ! kill -0 "$up" 2>/dev/null; then
      cat "$folder/compose.log" >&2
      return 1
    fi
    sleep 0.2
  done
  if [ -n "$(node 1 ps -q --filter ancestor=registry.example/web:1)" ]; then
    echo "the service was started before its database was healthy" >&2
    return 1
  fi
  server=$(pgrep -P "$(node 1 inspect --format '{{.State.Pid}}' "$container")")
  kill -USR2 "$server"
  wait "$up" || { cat "$folder/compose.log" >&2; return 1; }
  container=$(compose ps -q web)
  until [ "$(node 1 inspect --format '{{.State.Health.Status}}' "$container")" = healthy ]; do
    if ((SECONDS > deadline)); then
      node 1 inspect --format '{{json .State.Health}}' "$container" >&2
      return 1
    fi
    sleep 0.2
  done
  echo "Compose starts the service when its database is healthy, and it becomes healthy too"
}

# Builds the image $1 of the probe, the server and the lines that follow.
build() {
  local image=$1
  shift
  printf '%s\n' 'FROM scratch' 'COPY healthprobe server /' "$@" >"$folder/context/Dockerfile"
  DOCKER_BUILDKIT=0 node 1 build -q -t "$image" "$folder/context" >/dev/null
}

compose() {
  docker-compose -H "unix://$folder/1.sock" -p example -f "$repository/Examples/compose.yaml" "$@"
}
