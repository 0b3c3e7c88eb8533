package gate

import "net/http"

// page answers the gate's own addresses.
func (g *Gate) page(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "nothing here", http.StatusNotFound)
}
