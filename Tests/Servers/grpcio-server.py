"""A gRPC server of grpcio, to be tested against.

usage: grpcio-server.py ADDRESS [bare | tls=NAME], where NAME.pem and NAME.key are for TLS

It answers health checks of these services: '' is SERVING, 'down' NOT_SERVING, 'unknown' UNKNOWN;
'token' is SERVING for a call with the metadata x-token twice, 'a b' and 'c', and refuses others;
'metadata' fails with the metadata of the call as its message. A bare server has no health service.
"""

import sys
from concurrent import futures

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

Status = health_pb2.HealthCheckResponse


class Servicer(health.HealthServicer):
    def Check(self, request, context):
        metadata = context.invocation_metadata()
        if request.service == "metadata":
            text = ", ".join(f"{name}={value}" for name, value in sorted(metadata))
            context.abort(grpc.StatusCode.ABORTED, f"{text}\n100%")
        if request.service == "token":
            if [value for name, value in metadata if name == "x-token"] != ["a b", "c"]:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, "no token")
            return Status(status=Status.SERVING)
        return super().Check(request, context)


server = grpc.server(futures.ThreadPoolExecutor(4))
if sys.argv[2:] != ["bare"]:
    servicer = Servicer()
    servicer.set("", Status.SERVING)
    servicer.set("down", Status.NOT_SERVING)
    servicer.set("unknown", Status.UNKNOWN)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
if sys.argv[2:] and sys.argv[2].startswith("tls="):
    name = sys.argv[2][len("tls=") :]
    with open(f"{name}.key", "rb") as key, open(f"{name}.pem", "rb") as certificate:
        pair = (key.read(), certificate.read())
    server.add_secure_port(sys.argv[1], grpc.ssl_server_credentials([pair]))
else:
    server.add_insecure_port(sys.argv[1])
server.start()
server.wait_for_termination()
