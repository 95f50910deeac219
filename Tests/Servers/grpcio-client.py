"""Asks a gRPC server for its health with grpcio's own client, and prints the serving status or the
status code in capitals.

usage: grpcio-client.py ADDRESS SERVICE
"""

import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

with grpc.insecure_channel(sys.argv[1]) as channel:
    try:
        request = health_pb2.HealthCheckRequest(service=sys.argv[2])
        response = health_pb2_grpc.HealthStub(channel).Check(request, timeout=5)
        print(health_pb2.HealthCheckResponse.ServingStatus.Name(response.status))
    except grpc.RpcError as error:
        print(error.code().name)
