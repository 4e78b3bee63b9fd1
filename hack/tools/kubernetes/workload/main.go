// Command workload is what the Kind stories run as a tenant's container: it says which GPUs the kubelet
// gave it, serves HTTP on 8080 until SIGTERM, and with the argument "job" ends by itself after a second.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	host, _ := os.Hostname()
	gpus := os.Getenv("NVIDIA_VISIBLE_DEVICES")
	fmt.Printf("start host=%s gpus=%s\n", host, gpus)
	if len(os.Args) > 1 && os.Args[1] == "job" {
		time.Sleep(time.Second)
		fmt.Println("done")
		return
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() {
		<-stop
		fmt.Println("SIGTERM")
		os.Exit(0)
	}()
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "host=%s gpus=%s\n", host, gpus)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
