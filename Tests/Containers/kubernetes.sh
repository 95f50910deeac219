# Sourced. Examples/kubernetes.yaml under `podman kube play`: its init container waits for the
# database, and when its liveness probe fails the container is restarted. Podman 4.3 runs neither
# startup nor readiness probes, and runs exec probes through a shell, as the kubelet does not: the
# image has one for that. Needs engines.sh, health.sh and images.sh.

follow_kubernetes_example() {
  local play init network pod=web-pod-0 container=web-pod-0-web deadline=$((SECONDS + limit)) server
  cp "$(command -v busybox)" "$folder/service/sh"
  printf '%s\n' 'FROM service-scratch' 'COPY sh /bin/sh' >"$folder/service/Dockerfile"
  build_image registry.example/web:1 "$folder/service"

  # Until the init container has ended, no command of Podman's answers for this pod.
  # Podman 4.3 may fail to remove an init container that it took for running a moment too long.
  awk '{ print } $0 == "  name: web" {
    print "  annotations:"
    print "    io.podman.annotations.init.container.type: always"
  }' "$repository/Examples/kubernetes.yaml" >"$folder/kubernetes.yaml"
  timeout "$limit" podman "${podman_options[@]}" kube play --network none \
    "$folder/kubernetes.yaml" >"$folder/play.log" 2>&1 &
  play=$!
  until init=$(pgrep -P "$(pgrep -f "^/usr/bin/conmon .* -n $pod-wait-for-database .*$folder/")" \
    -x healthprobe 2>/dev/null); do
    if ((SECONDS > deadline)) || ! kill -0 "$play" 2>/dev/null; then
      echo "the init container does not wait" >&2
      cat "$folder/play.log" >&2
      return 1
    fi
    sleep 0.1
  done
  network=/proc/$init/ns/net
  if nsenter --net="$network" bash -c ': <>/dev/tcp/127.0.0.1/8080' 2>/dev/null; then
    echo "the container started before its init container was done" >&2
    return 1
  fi

  PORT=5432 nsenter --net="$network" "$folder/service/server" >/dev/null 2>&1 &
  server=$!
  wait "$play" || { cat "$folder/play.log" >&2; return 1; }
  kill "$server"
  wait "$server" || true
  echo "  the init container waits for the database"
  expect_health "$container" healthy "200 OK"
  init=$(process_of "$container")
  server=$(pgrep -P "$init")
  expect_nothing_left "$init" "$server"

  kill -USR1 "$server"
  expect_health "$container" healthy "status 503, wanted 200-399"
  deadline=$((SECONDS + limit))
  while
    check_health "$container"
    [ "$(process_of "$container")" = "$init" ]
  do
    if ((SECONDS > deadline)); then
      echo "a container whose liveness probe failed was not restarted" >&2
      return 1
    fi
    sleep 0.2
  done
  expect_health "$container" healthy "200 OK"
  echo "  and is restarted when its liveness probe fails as often as failureThreshold says"
  engine pod rm -f -t 0 "$pod" >/dev/null
}
