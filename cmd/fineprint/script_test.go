package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/hub/hubtest"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fineprint": func() { os.Exit(process()) },
	})
}

// nobody is where no hub answers.
const nobody = "http://127.0.0.1:9"

// hubKey is where a script keeps its hub, struckKey where it keeps, by path, a
// channel that is closed when the fault there strikes.
type (
	hubKey      struct{}
	registryKey struct{}
	struckKey   struct{}
)

// TestScripts runs the real command in the scripts of testdata/script. The
// files of a script below hub/ are the hub that it talks to, those below github/
// what GitHub answers, those below source/ its repositories, those below
// modelscope/ and civitai/ what those hubs hold, and those below
// registry/ the artifacts of registries.
//
//	exits status program...  runs a program that must end with that status
//	requests [prefix]        prints the log of the hub's requests and clears it
//	fault path key=value...  makes requests below path fail
//	registry requests|fault  does the same for the registry
//	user name password       makes the registry accept a login
//	await path               waits until a request has met the fault at that path
//	token name id...         makes the hub accept a token
//	json file path want      compares a value in a JSON file
//	freeport NAME            puts an address that nobody listens at into $NAME
//	fetch path status        asks the gate at $GATE until it answers so, and prints the body
//	holds file text          waits until a file that another command writes holds a text
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"requests": requests, "fault": fault, "await": await, "token": token, "registry": registry, "user": user, "json": jsonValue,
			"bigfile":  bigFile,
			"freeport": freePort, "fetch": fetch, "holds": holds, "exits": exits,
		},
	})
}

// exits tells the statuses apart that exec takes for one failure.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits status program [args...]")
	}
	status, err := 0, ts.Exec(args[1], args[2:]...)
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if args[0] != strconv.Itoa(status) {
		ts.Fatalf("ends with status %d, not %s", status, args[0])
	}
}

// scriptTB lets hubtest fail a script.
type scriptTB struct{ env *testscript.Env }

func (s scriptTB) Cleanup(f func()) { s.env.Defer(f) }
func (s scriptTB) Errorf(format string, args ...any) {
	s.env.T().Fatal(fmt.Sprintf(format, args...))
}

func setup(env *testscript.Env) error {
	env.Setenv("HOME", filepath.Join(env.WorkDir, ".home"))
	env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
	env.Setenv("NO_COLOR", "1")
	source, err := filepath.Abs("../..")
	if err != nil {
		return err
	}
	env.Setenv("SOURCE", source) // of the scripts that the ways in run
	env.Values[struckKey{}] = map[string]chan struct{}{}
	if err := errors.Join(serveGitHub(env), serveRegistry(env),
		standIn(env, "modelscope", "MODELSCOPE_DOMAIN", hubtest.ModelScopeFromFS), // both of its sites
		standIn(env, "civitai", "CIVITAI_URL", hubtest.CivitaiFromFS)); err != nil {
		return err
	}
	dir := filepath.Join(env.WorkDir, "hub")
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		env.Setenv("HF_ENDPOINT", nobody)
		return nil //nolint:nilerr // a script without a hub/ folder has a hub that is down
	}
	h, err := hubtest.FromFS(os.DirFS(dir))
	if err != nil {
		return err
	}
	env.Values[hubKey{}] = h
	env.Setenv("HF_ENDPOINT", hubtest.Start(scriptTB{env}, h))
	return nil
}

// serveGitHub answers as GitHub's API does, with the files of a script below
// github/: the answer to /repos/a/b stands in github/repos/a/b.json; else with
// the repositories below source/.
func serveGitHub(env *testscript.Env) error {
	g, err := hubtest.GitHubFromFS(os.DirFS(filepath.Join(env.WorkDir, "source")))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(filepath.Join(env.WorkDir, "github", filepath.FromSlash(path.Clean(r.URL.Path))+".json"))
		if err != nil {
			g.ServeHTTP(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	env.Defer(server.Close)
	env.Setenv("GITHUB_API_URL", server.URL)
	return nil
}

// standIn serves what stands in a folder of a script, and puts the address into a
// variable: that of nobody where the folder is not there.
func standIn[H http.Handler](env *testscript.Env, folder, variable string, read func(fs.FS) (H, error)) error {
	dir := filepath.Join(env.WorkDir, folder)
	if _, err := os.Stat(dir); err != nil {
		env.Setenv(variable, nobody)
		return nil //nolint:nilerr // as above
	}
	h, err := read(os.DirFS(dir))
	if err == nil {
		env.Setenv(variable, hubtest.Serve(scriptTB{env}, h))
	}
	return err
}

// serveRegistry stands in for the registries of Docker and Ollama, with the files
// of a script below registry/: registry/owner/name/tag.json.
func serveRegistry(env *testscript.Env) error {
	base := nobody
	dir := filepath.Join(env.WorkDir, "registry")
	if _, err := os.Stat(dir); err == nil {
		g, err := hubtest.RegistryFromFS(os.DirFS(dir))
		if err != nil {
			return err
		}
		base = hubtest.StartRegistry(scriptTB{env}, g)
		env.Values[registryKey{}] = g
	}
	env.Setenv("REGISTRY", strings.TrimPrefix(base, "http://"))
	env.Setenv(wiring.MirrorsVariable, "docker.io="+base+",registry.ollama.ai="+base)
	return nil
}

func theHub(ts *testscript.TestScript) *hubtest.Hub {
	h, ok := ts.Value(hubKey{}).(*hubtest.Hub)
	if !ok {
		ts.Fatalf("the script has no hub/ folder")
	}
	return h
}

// service is what a script can make fail.
type service interface {
	TakeRequests() []hubtest.Request
	Fault(f hubtest.Fault)
}

func theRegistry(ts *testscript.TestScript) *hubtest.Registry {
	g, ok := ts.Value(registryKey{}).(*hubtest.Registry)
	if !ok {
		ts.Fatalf("the script has no registry/ folder")
	}
	return g
}

// registry is requests or fault for the registry in place of the hub.
func registry(ts *testscript.TestScript, neg bool, args []string) {
	switch {
	case len(args) > 0 && args[0] == "requests":
		printRequests(ts, theRegistry(ts), neg, args[1:])
	case len(args) > 0 && args[0] == "fault":
		addFault(ts, theRegistry(ts), args[1:])
	default:
		ts.Fatalf("usage: registry requests|fault ...")
	}
}

func user(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: user name password")
	}
	theRegistry(ts).Accept(args[0], args[1])
}

func requests(ts *testscript.TestScript, neg bool, args []string) {
	printRequests(ts, theHub(ts), neg, args)
}

// printRequests prints the requests since the last call to stdout, sorted:
// documents are fetched side by side.
func printRequests(ts *testscript.TestScript, of service, neg bool, args []string) {
	var lines []string
	for _, r := range of.TakeRequests() {
		if len(args) == 0 || strings.HasPrefix(r.Path, args[0]) {
			lines = append(lines, r.String()+"\n")
		}
	}
	slices.Sort(lines)
	if neg && len(lines) > 0 {
		ts.Fatalf("unexpected requests:\n%s", lines)
	}
	_, _ = fmt.Fprint(ts.Stdout(), strings.Join(lines, ""))
}

func fault(ts *testscript.TestScript, _ bool, args []string) { addFault(ts, theHub(ts), args) }

func addFault(ts *testscript.TestScript, of service, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: fault path key=value...")
	}
	f := hubtest.Fault{Path: args[0]}
	for _, arg := range args[1:] {
		key, value, _ := strings.Cut(arg, "=")
		n, _ := strconv.ParseInt(value, 10, 64)
		switch key {
		case "status":
			f.Status = int(n)
		case "times":
			f.Times = int(n)
		case "code":
			f.Code = value
		case "message":
			f.Message = value
		case "body":
			f.Body = value
		case "size":
			f.Size = n
		case "delay":
			f.Delay, _ = time.ParseDuration(value)
		case "loop":
			f.Loop = true
		case "cutoff":
			f.CutOff = true
		case "hangup":
			f.HangUp = true
		case "redirect":
			f.Redirect = value
		case "retry-after":
			f.Header = map[string]string{"Retry-After": value}
		case "ratelimit":
			f.Header = map[string]string{"RateLimit": value}
		default:
			ts.Fatalf("no fault %q", key)
		}
	}
	struck := make(chan struct{})
	f.Struck = sync.OnceFunc(func() { close(struck) })
	ts.Value(struckKey{}).(map[string]chan struct{})[f.Path] = struck
	of.Fault(f)
}

// await waits for a request that a background command sends.
func await(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: await path")
	}
	struck, ok := ts.Value(struckKey{}).(map[string]chan struct{})[args[0]]
	if !ok {
		ts.Fatalf("no fault at %s", args[0])
	}
	<-struck
}

func token(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 1 {
		ts.Fatalf("usage: token name id...")
	}
	theHub(ts).Accept(args[0], args[1:]...)
}

// jsonValue compares the value at a path such as reports.0.verdict.outcome
// with what is wanted, both as JSON; a list may be asked for its length.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json file path want")
	}
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &value))
	for _, key := range strings.Split(args[1], ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			if key == "length" {
				value = len(v)
				continue
			}
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(v) {
				ts.Fatalf("no %q in a list of %d", key, len(v))
			}
			value = v[i]
		default:
			value = nil
		}
	}
	got, err := json.Marshal(value)
	ts.Check(err)
	text := strings.Trim(string(got), `"`)
	if (text == args[2]) == neg {
		ts.Fatalf("%s is %s, want %s", args[1], text, args[2])
	}
}

// bigFile makes a sparse file.
func bigFile(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(size))
	ts.Check(f.Close())
}
