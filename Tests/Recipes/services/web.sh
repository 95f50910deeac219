# Sourced by Tests/Recipes/check. Web servers and proxies, each with the least configuration that
# its lines ask for.

start_nginx() {
  cat >nginx.conf <<'CONF'
events {}
http {
  access_log off;
  server {
    listen 80;
    location = /nginx_status { stub_status; }
  }
}
CONF
  nginx -p "$PWD" -e stderr -c nginx.conf
}

start_apache() {
  cat >apache.conf <<'CONF'
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so
LoadModule status_module /usr/lib/apache2/modules/mod_status.so
User www-data
Group www-data
ServerName localhost
Listen 80
PidFile /run/apache2.pid
DefaultRuntimeDir /run
ErrorLog error.log
<Location /server-status>
  SetHandler server-status
  Require local
</Location>
CONF
  apache2 -d "$PWD" -f apache.conf
}

start_haproxy() {
  mkdir /run/haproxy
  cat >haproxy.cfg <<'CONF'
global
  stats socket /run/haproxy/admin.sock level admin
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend web
  bind :80
  monitor-uri /health
  monitor fail if { nbsrv(app) eq 0 }
  default_backend app
backend app
  server app 127.0.0.1:8080 check
frontend app
  bind 127.0.0.1:8080
  http-request return status 200
CONF
  haproxy -f haproxy.cfg &
}

# Takes the only server out of the backend.
degrade_haproxy() {
  healthprobe --send 'disable server app/app\n' unix:///run/haproxy/admin.sock
}

start_caddy() {
  cat >Caddyfile <<'CONF'
http://localhost {
  respond "ok"
}
CONF
  HOME=$PWD caddy run --config Caddyfile --adapter caddyfile &
}

start_squid() {
  cat >squid.conf <<'CONF'
http_port 3128
http_access allow localhost manager
http_access deny manager
http_access allow localhost
http_access deny all
visible_hostname localhost
pid_filename /run/squid.pid
cache_log /dev/stderr
access_log none
CONF
  squid -N -f squid.conf &
}
