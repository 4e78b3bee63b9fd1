// Command workload is what the Kind stories run as a tenant's container: it says which GPUs the kubelet
// gave it and serves HTTP on 8080 until SIGTERM. With the argument "job" it ends by itself after a second;
// with "get" and a URL it says the status that it is answered with, or after ten seconds that there is no
// answer, and ends: who may talk to a new pod is known everywhere only after a moment.
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
	if len(os.Args) > 2 && os.Args[1] == "get" {
		get(os.Args[2])
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

func get(url string) {
	client := http.Client{Timeout: 2 * time.Second}
	for begin := time.Now(); ; time.Sleep(500 * time.Millisecond) {
		answer, err := client.Get(url)
		if err == nil {
			answer.Body.Close()
			fmt.Println("answered:", answer.StatusCode)
			return
		}
		if time.Since(begin) > 10*time.Second {
			fmt.Println("no answer:", err)
			return
		}
	}
}
