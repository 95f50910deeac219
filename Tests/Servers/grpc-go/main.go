// A gRPC server of grpc-go, to be tested against.
//
// usage: grpc-go ADDRESS [bare]
//
// It answers health checks of these services: "" is SERVING, "down" NOT_SERVING, "unknown" UNKNOWN.
// A bare server has no health service.
package main

import (
	"log"
	"net"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	pb "google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer()
	if len(os.Args) < 3 {
		service := health.NewServer()
		service.SetServingStatus("down", pb.HealthCheckResponse_NOT_SERVING)
		service.SetServingStatus("unknown", pb.HealthCheckResponse_UNKNOWN)
		pb.RegisterHealthServer(server, service)
	}
	log.Fatal(server.Serve(listener))
}
