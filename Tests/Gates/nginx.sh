# Sourced. A real server that answers 200 to /health, for what is measured: nginx from a folder of
# its own, on a free port of 127.0.0.1.

# Starts it in the folder $1, which must exist, and prints its port: over TLS 1.3 with the curve $2
# where one is given, and a certificate of RSA-2048. stop_nginx ends it.
start_nginx() {
  local folder=$1 port tls=""
  if [ -n "${2:-}" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -keyout "$folder/key.pem" \
      -out "$folder/certificate.pem" 2>/dev/null
    tls="ssl; ssl_protocols TLSv1.3; ssl_ecdh_curve $2;
    ssl_certificate certificate.pem; ssl_certificate_key key.pem"
  fi
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    # Below the ephemeral ports, so that no client of another test holds it. A taken one is left.
    port=$((10000 + RANDOM % 20000))
    cat >"$folder/nginx.conf" <<CONF
pid nginx.pid;
worker_processes 1;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {
    listen 127.0.0.1:$port $tls;
    location /health { return 200 "ok"; }
  }
}
CONF
    # Returns once it listens, and fails where the port is taken.
    if nginx -p "$folder" -e stderr -c nginx.conf </dev/null >"$folder/nginx.log" 2>&1; then
      echo "$port"
      return
    fi
  done
  cat "$folder/nginx.log" >&2
  return 1
}

# Ends the server of the folder $1, and returns when it is gone.
stop_nginx() {
  local pid
  pid=$(cat "$1/nginx.pid" 2>/dev/null) || return 0
  kill "$pid"
  tail --pid="$pid" -s 0.05 -f /dev/null
}
