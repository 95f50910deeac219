# Sourced by Tests/Recipes/check. Databases and caches, each with an empty folder of its own.

# Runs a command as the user $1, who gets this folder.
as() {
  local user=$1
  shift
  chown "$user" .
  setpriv --reuid "$user" --regid "$user" --init-groups "$@"
}

start_postgresql() {
  local programs=(/usr/lib/postgresql/*/bin)
  as postgres "${programs[0]}/initdb" --no-sync -A trust -D data
  as postgres "${programs[0]}/postgres" -D data -k '' &
}

start_mariadb() {
  mariadb-install-db --no-defaults --user=mysql --datadir="$PWD/data" --skip-test-db
  mariadbd --no-defaults --user=mysql --datadir="$PWD/data" --socket="$PWD/data/socket" &
}

start_redis() {
  redis-server --save '' &
}

start_memcached() {
  memcached -u memcache &
}

start_influxdb() {
  INFLUXDB_META_DIR=$PWD/meta INFLUXDB_DATA_DIR=$PWD/data INFLUXDB_DATA_WAL_DIR=$PWD/wal \
    INFLUXDB_REPORTING_DISABLED=true influxd &
}

start_prometheus() {
  echo 'global: {}' >prometheus.yml
  prometheus --config.file=prometheus.yml --storage.tsdb.path=data &
}
