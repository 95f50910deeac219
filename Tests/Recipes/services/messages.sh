# Sourced by Tests/Recipes/check. Message brokers, queues and what coordinates others.

# Runs a program of RabbitMQ's for the node of this folder.
rabbitmq() {
  local program=$1
  shift
  HOME=$PWD RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_ENABLED_PLUGINS_FILE=$PWD/plugins \
    RABBITMQ_MNESIA_BASE=$PWD/data RABBITMQ_LOGS=- RABBITMQ_CONF_ENV_FILE=/dev/null \
    "/usr/lib/rabbitmq/bin/$program" "$@"
}

start_rabbitmq() {
  echo '[rabbitmq_management].' >plugins
  rabbitmq rabbitmq-server &
}

# Raises the alarm for memory.
degrade_rabbitmq() {
  rabbitmq rabbitmqctl set_vm_memory_high_watermark 0
}

start_mosquitto() {
  mosquitto &
}

start_nats() {
  nats-server --http_port 8222 &
}

start_beanstalkd() {
  beanstalkd &
  server=$!
}

# Begins to drain.
degrade_beanstalkd() {
  kill -USR1 "$server"
}

start_zookeeper() {
  local id
  for id in 2 1; do
    mkdir "$id"
    echo "$id" >"$id/myid"
    cat >"$id/zoo.cfg" <<CONF
dataDir=$PWD/$id
clientPort=218$id
admin.enableServer=false
tickTime=1000
initLimit=60
syncLimit=60
server.1=localhost:2888:3888
server.2=localhost:2889:3889
CONF
    java -Xmx128m -cp /usr/share/java/zookeeper.jar \
      org.apache.zookeeper.server.quorum.QuorumPeerMain "$id/zoo.cfg" &
    # The peer, and at last the one on port 2181.
    servers+=("$!")
  done
}

# Takes away the quorum.
degrade_zookeeper() {
  kill -KILL "${servers[0]}"
}

start_etcd() {
  etcd --data-dir data &
}
