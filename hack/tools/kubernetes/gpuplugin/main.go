// Command gpuplugin registers GPUs that do not exist with a real kubelet, over its device-plugin API,
// so that a pod asking for nvidia.com/gpu is admitted by the kubelet and gets device ids in its environment.
//
// GPUS is how many devices there are (default 1). Their health is read every second from the file in
// HEALTH_FILE (default /etc/gpuplugin/unhealthy): one device id per line is unhealthy, a missing file
// means that all are healthy. An unhealthy device leaves the node's allocatable.
package main

import (
	"fmt"
	"log"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	pluginapi "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1"
	plugin "k8s.io/kubernetes/pkg/kubelet/cm/devicemanager/plugin/v1beta1"
)

const resource = "nvidia.com/gpu"

func main() {
	count, err := strconv.Atoi(env("GPUS", "1"))
	if err != nil || count < 0 {
		log.Fatalf("GPUS: %q is not a count of devices. Maybe 4.", os.Getenv("GPUS"))
	}
	healthFile := env("HEALTH_FILE", "/etc/gpuplugin/unhealthy")

	unhealthy := readUnhealthy(healthFile)
	stub := plugin.NewDevicePluginStub(devices(count, unhealthy), pluginapi.DevicePluginPath+"centralita-gpu.sock", resource, false, false)
	stub.SetAllocFunc(allocate)
	if err := stub.Start(); err != nil {
		log.Fatalf("start: %v", err)
	}
	if err := stub.Register(pluginapi.KubeletSocket, resource, pluginapi.DevicePluginPath); err != nil {
		log.Fatalf("register with the kubelet: %v", err)
	}
	go stub.Watch(pluginapi.KubeletSocket, resource, pluginapi.DevicePluginPath)
	log.Printf("registered %d x %s", count, resource)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	tick := time.NewTicker(time.Second)
	for {
		select {
		case <-stop:
			if err := stub.Stop(); err != nil {
				log.Printf("stop: %v", err)
			}
			return
		case <-tick.C:
			if now := readUnhealthy(healthFile); !slices.Equal(now, unhealthy) {
				unhealthy = now
				log.Printf("unhealthy: %v", unhealthy)
				stub.Update(devices(count, unhealthy))
			}
		}
	}
}

func devices(count int, unhealthy []string) []*pluginapi.Device {
	all := make([]*pluginapi.Device, 0, count)
	for i := range count {
		device := &pluginapi.Device{ID: fmt.Sprintf("GPU-%d", i), Health: pluginapi.Healthy}
		if slices.Contains(unhealthy, device.ID) {
			device.Health = pluginapi.Unhealthy
		}
		all = append(all, device)
	}
	return all
}

func allocate(request *pluginapi.AllocateRequest, _ map[string]*pluginapi.Device) (*pluginapi.AllocateResponse, error) {
	response := &pluginapi.AllocateResponse{}
	for _, container := range request.ContainerRequests {
		response.ContainerResponses = append(response.ContainerResponses, &pluginapi.ContainerAllocateResponse{
			Envs: map[string]string{"NVIDIA_VISIBLE_DEVICES": strings.Join(container.DevicesIds, ",")},
		})
	}
	return response, nil
}

func readUnhealthy(file string) []string {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	ids := strings.Fields(string(text))
	slices.Sort(ids)
	return ids
}

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
