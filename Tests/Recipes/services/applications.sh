# Sourced by Tests/Recipes/check. Servers that carry an application; the applications do nothing.

start_php_fpm() {
  cat >fpm.conf <<'CONF'
[global]
daemonize = no
error_log = /dev/stderr
[www]
user = www-data
group = www-data
listen = 127.0.0.1:9000
pm = static
pm.max_children = 1
ping.path = /ping
CONF
  local programs=(/usr/sbin/php-fpm*)
  "${programs[0]}" -n -y "$PWD/fpm.conf" &
}

start_gunicorn() {
  cat >app.py <<'PYTHON'
def app(environment, start):
    start("200 OK", [("Content-Type", "application/json")])
    return [b'{"status": "UP"}']
PYTHON
  gunicorn --bind unix:/run/gunicorn.sock app:app &
}

start_uvicorn() {
  cat >app.py <<'PYTHON'
async def app(scope, receive, send):
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"status": "UP"}'})
PYTHON
  uvicorn --lifespan off --uds /run/uvicorn.sock app:app &
}

start_grpc_server() {
  /usr/bin/python3 "$REPOSITORY/Tests/Servers/grpcio-server.py" localhost:50051 &
}
