package hubtest

import (
	"context"
	"net"
	"net/http"
)

// TB is what Start needs of a test; *testing.T has it.
type TB interface {
	Cleanup(func())
	Errorf(format string, args ...any)
}

// Start serves h on a loopback address until the test ends, and returns the
// base address. The test fails if the hub received a request that it does not
// know.
func Start(t TB, h *Hub) string {
	base := Serve(t, h)
	t.Cleanup(func() {
		for _, r := range h.Unknown() {
			t.Errorf("the hub has no route for %s", r)
		}
	})
	return base
}

// StartRegistry serves a registry on a loopback address until the test ends,
// and returns its base address. The test fails if something was asked for that
// the registry does not give out, such as weights.
func StartRegistry(t TB, g *Registry) string {
	base := Serve(t, g)
	t.Cleanup(func() {
		for _, r := range g.hub.Unknown() {
			t.Errorf("the registry has nothing for %s", r)
		}
	})
	return base
}

// Serve serves any handler on a loopback address until the test ends, and
// returns its base address.
func Serve(t TB, h http.Handler) string {
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Errorf("listen: %v", err)
		return ""
	}
	server := &http.Server{Handler: h}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with ErrServerClosed
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return "http://" + listener.Addr().String()
}
