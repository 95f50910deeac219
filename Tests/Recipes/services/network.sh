# Sourced by Tests/Recipes/check. Names, directories, logins, mail, and an engine for containers.

start_bind() {
  cat >named.conf <<'CONF'
options {
  directory ".";
  pid-file "/run/named.pid";
  session-keyfile "/run/session.key";
  dnssec-validation no;
};
controls {};
zone "localhost" {
  type primary;
  file "/etc/bind/db.local";
};
CONF
  named -g -c named.conf &
}

start_unbound() {
  cat >unbound.conf <<'CONF'
server:
  interface: 127.0.0.1
  chroot: ""
  username: ""
  directory: "."
  pidfile: ""
  use-syslog: no
CONF
  unbound -d -c unbound.conf &
}

start_slapd() {
  mkdir data
  cat >slapd.conf <<'CONF'
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix dc=example,dc=com
directory data
CONF
  slapd -d 0 -h ldap://localhost -f slapd.conf &
}

start_openssh() {
  mkdir /run/sshd
  ssh-keygen -q -t ed25519 -N '' -f key
  /usr/sbin/sshd -D -e -f /dev/null -h "$PWD/key" &
}

start_postfix() {
  mkdir configuration queue data
  chown postfix data
  cat >configuration/main.cf <<CONF
compatibility_level = 3.6
queue_directory = $PWD/queue
data_directory = $PWD/data
maillog_file = /dev/stdout
myhostname = localhost
inet_interfaces = loopback-only
local_recipient_maps =
CONF
  cat >configuration/master.cf <<'CONF'
smtp inet n - n - - smtpd
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
CONF
  postfix -c "$PWD/configuration" start-fg &
}

start_dovecot() {
  cat >dovecot.conf <<'CONF'
base_dir = /run/dovecot
state_dir = /run/dovecot
protocols = imap
ssl = no
log_path = /dev/stderr
passdb {
  driver = static
  args = nopassword=y
}
CONF
  dovecot -F -c dovecot.conf &
}

start_docker_engine() {
  dockerd --data-root "$PWD/data" --exec-root /run/docker --storage-driver vfs --iptables=false \
    --ip6tables=false --bridge=none &
}
