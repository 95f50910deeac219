// A health check as it is often written for a scratch image: net/http, linked statically.
//
// usage: client URL; status 0 if it answers 200.
package main

import (
	"net/http"
	"os"
	"time"
)

func main() {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(os.Args[1])
	if err != nil || response.StatusCode != http.StatusOK {
		os.Exit(1)
	}
}
