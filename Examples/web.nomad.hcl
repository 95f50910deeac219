# A Nomad job whose image has the probe. A script check runs inside the task: it reaches what
# listens on loopback or on a Unix socket, and speaks the protocol of the service. Where HTTP on an
# open port is all, Nomad's own `type = "http"` needs nothing in the image.
job "web" {
  datacenters = ["dc1"]

  group "web" {
    count = 3

    network {
      port "http" {
        to = 8080
      }
    }

    # A new allocation replaces an old one only when it is healthy, and a version that does not
    # become so is taken back.
    update {
      max_parallel     = 1
      health_check     = "checks"
      min_healthy_time = "10s"
      healthy_deadline = "2m"
      auto_revert      = true
    }

    task "web" {
      driver = "docker"

      config {
        image = "registry.example/web:1"
        ports = ["http"]
      }

      env {
        PORT = "8080"
      }

      service {
        name     = "web"
        port     = "http"
        provider = "consul"

        check {
          name     = "health"
          type     = "script"
          command  = "/healthprobe"
          args     = ["http://localhost:8080/health"]
          interval = "10s"
          # Longer than the probe may take, 2 s: so it says why before it is killed.
          timeout = "3s"

          check_restart {
            limit = 3
            grace = "30s"
          }
        }
      }
    }
  }
}
