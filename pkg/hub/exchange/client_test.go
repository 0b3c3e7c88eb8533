package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

const secret = "tok_donottell0123456789"

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// The token goes to its home and, by leave, to the endpoint; never along a
// redirect to another host, and not with an address elsewhere.
func TestWhereTheTokenGoes(t *testing.T) {
	var seen []string
	note := func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
		_, _ = w.Write([]byte("ok"))
	}
	other := serve(t, note)
	home := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, other+"/file", http.StatusFound)
			return
		}
		note(w, r)
	})
	for _, tt := range []struct {
		name    string
		cfg     Config
		address string
		want    string
	}{
		{"home", Config{Endpoint: home, Home: home}, home + "/a", "Bearer " + secret},
		{"another endpoint", Config{Endpoint: home, Home: "https://hub.example"}, home + "/a", ""},
		{"by leave", Config{Endpoint: home, Home: "https://hub.example", SendToken: true}, home + "/a", "Bearer " + secret},
		{"redirected", Config{Endpoint: home, Home: home}, home + "/away", ""},
		{"elsewhere", Config{Endpoint: home, Home: home}, other + "/a", ""},
	} {
		seen, tt.cfg.Token = nil, secret
		if _, err := newClient(t, tt.cfg).Get(context.Background(), Request{URL: parse(t, tt.address), Limit: 9}); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if len(seen) != 1 || seen[0] != tt.want {
			t.Errorf("%s: sent %q, want %q", tt.name, seen, tt.want)
		}
	}
}

// The head of a file is read whether or not the server knows ranges, and no
// further.
func TestHead(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 1000)
	ranged := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "file", time.Time{}, bytes.NewReader(data))
	})
	whole := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) })
	for _, address := range []string{ranged, whole} {
		c := newClient(t, Config{Endpoint: address})
		a, err := c.Get(context.Background(), Request{URL: c.Join("file"), Head: 25})
		if err != nil || string(a.Body) != string(data[:25]) || a.Whole {
			t.Errorf("head: %v %+v", err, a)
		}
		a, err = c.Get(context.Background(), Request{URL: c.Join("file"), Head: 20000})
		if err != nil || len(a.Body) != len(data) || !a.Whole {
			t.Errorf("all: %v, %d bytes", err, len(a.Body))
		}
	}
}

// Bytes from the midst of a file are those that were asked for, or none.
func TestFrom(t *testing.T) {
	data := []byte("0123456789")
	ranged := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "file", time.Time{}, bytes.NewReader(data))
	})
	other := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Range", "bytes 0-2/10")
		w.WriteHeader(http.StatusPartialContent)
		_, _ = w.Write(data[:3])
	})
	whole := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) })
	for address, want := range map[string]string{ranged: "345", other: "", whole: ""} {
		c := newClient(t, Config{Endpoint: address})
		a, err := c.Get(context.Background(), Request{URL: c.Join("file"), From: 3, Head: 3})
		if want != "" && (err != nil || string(a.Body) != want) || want == "" && !errors.Is(err, hub.ErrBadAnswer) {
			t.Errorf("want %q, got %+v, %v", want, a, err)
		}
	}
}

// A name and a password are sent as such, and no words of the service that hold
// one of them reach anybody.
func TestBasic(t *testing.T) {
	var sent string
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent = r.Header.Get("Authorization")
		if r.URL.Path == "/echo" {
			_, _ = w.Write([]byte("you said " + secret))
			return
		}
		http.Error(w, "no entry for ann with "+secret+" or "+sent, http.StatusForbidden)
	})
	c := newClient(t, Config{Endpoint: address, Home: address, Token: Basic("ann", secret), Basic: true, Secrets: []string{secret}})
	_, err := c.Get(context.Background(), Request{URL: c.Join("file"), Limit: 99})
	if want := "Basic " + Basic("ann", secret); sent != want {
		t.Errorf("sent %q, want %q", sent, want)
	}
	if err == nil || strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), Basic("ann", secret)) {
		t.Errorf("error %v", err)
	}
	if _, err := c.Get(context.Background(), Request{URL: c.Join("echo"), Limit: 99}); !errors.Is(err, hub.ErrBadAnswer) {
		t.Errorf("an answer that repeats the password: %v", err)
	}
}

// A body of any announced length is taken whole or not at all.
func TestBodies(t *testing.T) {
	for _, chunked := range []bool{false, true} {
		address := serve(t, func(w http.ResponseWriter, r *http.Request) {
			var n int
			fmt.Sscan(r.URL.Path[1:], &n)
			if chunked {
				w.(http.Flusher).Flush()
			}
			_, _ = w.Write(bytes.Repeat([]byte("x"), n))
		})
		c := newClient(t, Config{Endpoint: address})
		for _, n := range []int{0, 1, 4095, 4096, 4097, 9999, 10000} {
			a, err := c.Get(context.Background(), Request{URL: c.Join(fmt.Sprint(n)), Limit: 10000})
			if err != nil || len(a.Body) != n || !a.Whole {
				t.Errorf("%d bytes, chunked %v: %v", n, chunked, err)
			}
		}
		if _, err := c.Get(context.Background(), Request{URL: c.Join("10001"), Limit: 10000}); !errors.Is(err, hub.ErrTooLarge) {
			t.Errorf("beyond the limit, chunked %v: %v", chunked, err)
		}
	}
}

// A body that is read as it comes ends like one that is read whole, and never
// with half of it taken for all.
func TestReadAsItComes(t *testing.T) {
	tries := 0
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cut":
			if tries++; tries == 1 {
				w.Header().Set("Content-Length", "100")
				_, _ = w.Write([]byte("0123"))
				panic(http.ErrAbortHandler)
			}
			_, _ = w.Write([]byte("whole"))
		case "/echo":
			_, _ = w.Write([]byte(strings.Repeat("x", 5000) + secret[:9]))
			w.(http.Flusher).Flush()
			_, _ = w.Write([]byte(secret[9:] + "rest"))
		default:
			_, _ = w.Write(bytes.Repeat([]byte("x"), 5000))
		}
	})
	for _, tt := range []struct {
		path  string
		limit int64
		parse error
		want  error
		size  int
	}{
		{"cut", 9999, nil, nil, 5}, {"echo", 9999, nil, errEchoed, 0}, {"long", 4999, nil, hub.ErrTooLarge, 0},
		{"fits", 5000, nil, nil, 5000}, {"nonsense", 9999, errors.New("no sense"), hub.ErrBadAnswer, 0},
	} {
		c := newClient(t, Config{Endpoint: address, Home: address, Token: secret,
			Sleep: func(context.Context, time.Duration) error { return nil }})
		var got []byte
		_, err := c.Get(context.Background(), Request{URL: c.Join(tt.path), Limit: tt.limit, Read: func(r io.Reader) error {
			var err error
			got, err = io.ReadAll(r)
			return errors.Join(err, tt.parse)
		}})
		if !errors.Is(err, tt.want) || tt.want == nil && (err != nil || len(got) != tt.size) {
			t.Errorf("%s: %v with %d bytes, want %v", tt.path, err, len(got), tt.want)
		}
	}
}

// What is no public address is not asked twice: it stays what it is.
func TestPrivateAddressIsNotTriedAgain(t *testing.T) {
	address := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a private address was reached") })
	waits := 0
	c, err := New(Config{Transport: PublicTransport(), Sleep: func(context.Context, time.Duration) error { waits++; return nil }})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Get(context.Background(), Request{URL: parse(t, address+"/terms"), Limit: 9})
	if !errors.Is(err, errPrivateAddress) || waits != 0 {
		t.Errorf("%v after %d waits", err, waits)
	}
}

func FuzzInert(f *testing.F) {
	f.Add("no right for "+secret, 5)
	f.Add("tok_\u200bdonottell\n0123456789", 0)
	f.Fuzz(func(t *testing.T, said string, at int) {
		c := newClient(t, Config{Endpoint: "https://hub.example", Home: "https://hub.example", Token: secret})
		at = min(max(at, 0), len(said))
		got := c.Inert(said[:at] + secret + said[at:])
		if strings.Contains(got, secret) || strings.ContainsAny(got, "\n\r\x1b\u202e") || len([]rune(got)) > maxMessage+1 {
			t.Errorf("not inert: %q", got)
		}
	})
}
