package hubtest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

// A fake hub is made of files; it keeps a log of what it was asked, and fails
// where it is told to.
func ExampleFromFS() {
	files := fstest.MapFS{
		"models/acme/tiny/README.md": {Data: []byte("---\nlicense: mit\n---\n# Tiny\n")},
	}
	hub, err := hubtest.FromFS(files)
	if err != nil {
		fmt.Println(err)
		return
	}
	hub.Fault(hubtest.Fault{Path: "/acme/tiny/resolve/main/gone", Status: http.StatusBadGateway})
	for _, path := range []string{"/acme/tiny/raw/main/README.md", "/acme/tiny/resolve/main/gone", "/acme/none/resolve/main/README.md"} {
		answer := httptest.NewRecorder()
		hub.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		fmt.Println(answer.Code)
	}
	for _, r := range hub.Requests() {
		fmt.Println(r.Path)
	}
	// Output:
	// 200
	// 502
	// 401
	// /acme/tiny/raw/main/README.md
	// /acme/tiny/resolve/main/gone
	// /acme/none/resolve/main/README.md
}
