// A server of HTTP over TLS: tls-go ADDRESS CERTIFICATE KEY [tls12|p256|p384|require].
package main

import (
	"crypto/tls"
	"log"
	"net/http"
	"os"
)

func main() {
	config := &tls.Config{}
	if len(os.Args) > 4 {
		switch os.Args[4] {
		case "tls12":
			config.MaxVersion = tls.VersionTLS12
		case "p256":
			config.CurvePreferences = []tls.CurveID{tls.CurveP256}
		case "p384":
			config.CurvePreferences = []tls.CurveID{tls.CurveP384}
		case "require":
			config.ClientAuth = tls.RequireAnyClientCert
		}
	}
	handler := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	server := &http.Server{Addr: os.Args[1], TLSConfig: config, Handler: handler}
	log.Fatal(server.ListenAndServeTLS(os.Args[2], os.Args[3]))
}
