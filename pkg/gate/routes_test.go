package gate

import (
	"strings"
	"testing"
)

// TestRoutes says what the gate does with every form of address that the hub's
// clients use, and with others that nobody should get through with.
func TestRoutes(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(routeTable), "\n") {
		f := strings.Fields(line)
		if len(f) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		method, path, does, ref := f[0], f[1], Does(f[2]), ""
		if len(f) > 3 {
			ref = f[3]
		}
		t.Run(method+" "+path, func(t *testing.T) {
			parts, err := segments(path)
			if does == "bad" {
				if err == nil {
					t.Errorf("the path was read as %q", parts)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			asked, known := Find(method, parts)
			got := asked.Route.Does
			if !known {
				got = "unknown"
			}
			if got != does {
				t.Errorf("the gate does %s, want %s", got, does)
			}
			if said := asked.Ref.String(); known && ref != "" && said != ref {
				t.Errorf("it is about %q, want %q", said, ref)
			}
		})
	}
}

const routeTable = `
GET    /api/whoami-v2                                        open
GET    /api/models                                           open
HEAD   /api/models                                           open
GET    /api/datasets                                         open
GET    /api/spaces                                           open
GET    /api/models-tags-by-type                              open
GET    /api/agent-harnesses                                  open
GET    /api/collections/acme/best-66f1                       open
GET    /api/users/acme/overview                              open
GET    /api/organizations/acme/overview                      open
GET    /api/papers/2401.00001                                open
POST   /api/validate-yaml                                    open
GET    /api/models/acme/tiny                                 open    acme/tiny
HEAD   /api/models/acme/tiny                                 open    acme/tiny
GET    /api/datasets/acme/data                               open    datasets/acme/data
GET    /api/spaces/acme/app                                  open    spaces/acme/app
GET    /api/models/gpt2                                      open    gpt2
GET    /api/models/acme/tiny/refs                            open    acme/tiny
GET    /api/models/acme/tiny/commits/main                    open    acme/tiny@main
GET    /api/models/acme/tiny/auth-check                      open    acme/tiny
GET    /api/models/acme/tiny/scan                            open    acme/tiny
# models
GET    /api/models/acme/tiny/revision/main                   judged  acme/tiny@main
HEAD   /api/models/acme/tiny/revision/HEAD                   judged  acme/tiny@HEAD
GET    /api/models/acme/tiny/revision/refs%2Fpr%2F3          judged  acme/tiny@refs/pr/3
GET    /api/models/acme/tiny/tree/main                       judged  acme/tiny@main
GET    /api/models/acme/tiny/tree/main/sub%2Fdir             judged  acme/tiny@main
GET    /api/models/acme/tiny/tree/refs/pr/3/sub              judged  acme/tiny@refs/pr/3
GET    /api/models/acme/tiny/treesize/main                   judged  acme/tiny@main
POST   /api/models/acme/tiny/paths-info/main                 judged  acme/tiny@main
GET    /api/models/acme/tiny/xet-read-token/main             judged  acme/tiny@main
GET    /api/resolve-cache/models/acme/tiny/main/README.md    judged  acme/tiny@main
GET    /acme/tiny/resolve/main/README.md                     judged  acme/tiny@main
HEAD   /acme/tiny/resolve/main/sub/model.safetensors         judged  acme/tiny@main
GET    /gpt2/resolve/main/config.json                        judged  gpt2@main
GET    /acme/tiny/raw/main/README.md                         judged  acme/tiny@main
GET    /acme/tiny/blob/main/README.md                        judged  acme/tiny@main
GET    /acme/tiny/tree/main                                  judged  acme/tiny@main
# datasets
GET    /api/datasets/acme/data/revision/main                 judged  datasets/acme/data@main
GET    /api/datasets/acme/data/tree/refs%2Fconvert%2Fparquet judged  datasets/acme/data@refs/convert/parquet
POST   /api/datasets/acme/data/paths-info/main               judged  datasets/acme/data@main
GET    /api/datasets/acme/data/xet-read-token/main           judged  datasets/acme/data@main
GET    /api/resolve-cache/datasets/acme/data/main/d.csv      judged  datasets/acme/data@main
GET    /datasets/acme/data/resolve/main/d.csv                judged  datasets/acme/data@main
HEAD   /datasets/acme/data/resolve/main/d.csv                judged  datasets/acme/data@main
GET    /datasets/squad/resolve/main/d.csv                    judged  datasets/squad@main
GET    /datasets/acme/data/raw/main/d.csv                    judged  datasets/acme/data@main
# spaces
GET    /api/spaces/acme/app/revision/main                    judged  spaces/acme/app@main
GET    /api/spaces/acme/app/tree/main                        judged  spaces/acme/app@main
POST   /api/spaces/acme/app/paths-info/main                  judged  spaces/acme/app@main
GET    /spaces/acme/app/resolve/main/app.py                  judged  spaces/acme/app@main
GET    /spaces/acme/app/raw/main/app.py                      judged  spaces/acme/app@main
# git
GET    /acme/tiny/info/refs                                  git     acme/tiny
GET    /acme/tiny.git/info/refs                              git     acme/tiny
POST   /acme/tiny.git/git-upload-pack                        git     acme/tiny
POST   /acme/tiny/git-upload-pack                            git     acme/tiny
POST   /acme/tiny.git/info/lfs/objects/batch                 git     acme/tiny
POST   /datasets/acme/data/info/lfs/objects/batch            git     datasets/acme/data
GET    /datasets/acme/data.git/info/refs                     git     datasets/acme/data
POST   /spaces/acme/app/git-upload-pack                      git     spaces/acme/app
# what writes
POST   /acme/tiny.git/git-receive-pack                       refused acme/tiny
POST   /api/models/acme/tiny/commit/main                     refused
POST   /api/models/acme/tiny/preupload/main                  refused
GET    /api/models/acme/tiny/xet-write-token/main            refused
PUT    /api/models/acme/tiny/settings                        refused
POST   /api/repos/create                                     refused
POST   /api/repos/move                                       refused
DELETE /api/repos/delete                                     refused
# what the table does not know
POST   /acme/tiny/resolve/main/README.md                     unknown
PUT    /acme/tiny/resolve/main/README.md                     unknown
DELETE /api/models/acme/tiny                                 unknown
OPTIONS /api/models/acme/tiny                                unknown
PATCH  /api/models/acme/tiny/tree/main                       unknown
GET    /api/models/acme/tiny/compare/a..b                    unknown
GET    /api/datasets/acme/data/parquet/default/train/0.parquet unknown
GET    /api/models/acme/tiny/resolve/main/model.safetensors  unknown
GET    /acme/tiny/lfs-content/model.safetensors              unknown
GET    /acme/tiny/resolve/main                               unknown
GET    /acme/tiny                                            unknown
GET    /acme                                                 unknown
GET    /kernels/acme/tiny/resolve/main/kernel.so             unknown
GET    /kernels/tiny/resolve/main/kernel.so                  unknown
GET    /buckets/acme/tiny/resolve/main/x                     unknown
GET    /models/acme/tiny/resolve/main/model.safetensors      unknown
GET    /api/acme/tiny/revision/main                          unknown
GET    /api/models/acme%2Ftiny/tree/main                     unknown
GET    /acme%2Ftiny/resolve/main/x                           unknown
GET    /API/models/acme/tiny/tree/main                       unknown
GET    /acme/tiny/Resolve/main/x                             unknown
GET    /acme/ti--ny/resolve/main/x                           unknown
GET    /.well-known/security.txt                             unknown
# what can be read in two ways
GET    /acme/tiny/resolve/main/../../../other/model/resolve/main/x bad
GET    /acme/tiny/resolve/main/%2e%2e/x                      bad
GET    /acme/tiny/resolve/main/a%2F..%2Fb                    bad
GET    /acme/./tiny/resolve/main/x                           bad
GET    //acme/tiny/resolve/main/x                            bad
GET    /acme//tiny/resolve/main/x                            bad
GET    /acme/tiny/resolve/main/                              bad
GET    /acme/tiny/resolve/main/a%252Fb                       bad
GET    /acme/tiny/resolve/main/%252e%252e/x                  bad
GET    /acme/tiny/resolve/main/a%5Cb                         bad
GET    /acme/tiny/resolve/main/a%00b                         bad
GET    /acme/tiny/resolve/main/a%0d%0aX-Evil:1               bad
GET    /acme/tiny/resolve/main/%ff                           bad
GET    /acme/tiny/resolve/main/%zz                           bad
GET    acme/tiny/resolve/main/x                              bad
`

// TestTarget: what is asked of the hub is written anew from what was read, with
// the commit in place of the revision.
func TestTarget(t *testing.T) {
	const commit = "0123456789012345678901234567890123456789"
	for path, want := range map[string]string{
		"/acme/tiny/resolve/main/sub%20dir/a+b%20%C3%A9.txt": "/acme/tiny/resolve/" + commit + "/sub%20dir/a%2Bb%20%C3%A9.txt",
		"/api/models/acme/tiny/tree/refs/pr/3/sub%2Fdir":     "/api/models/acme/tiny/tree/" + commit + "/sub/dir",
		"/api/models/acme/tiny/revision/refs%2Fpr%2F3":       "/api/models/acme/tiny/revision/" + commit,
		"/datasets/acme/data/resolve/v%31/d.csv":             "/datasets/acme/data/resolve/" + commit + "/d.csv",
		"/gpt2/raw/main/%52EADME.md":                         "/gpt2/raw/" + commit + "/README.md",
		"/api/models/acme/tiny":                              "/api/models/acme/tiny",
		"/acme/tiny/resolve/main/50%25":                      "/acme/tiny/resolve/" + commit + "/50%25",
	} {
		parts, err := segments(path)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		asked, ok := Find("GET", parts)
		if got := asked.Target(commit); !ok || got != want {
			t.Errorf("%s is asked as %s, want %s", path, got, want)
		}
	}
}

// FuzzRoutes: whatever is let through means the same when it is read again, by a
// reader that unescapes once.
func FuzzRoutes(f *testing.F) {
	for _, line := range strings.Split(routeTable, "\n") {
		if fields := strings.Fields(line); len(fields) > 1 {
			f.Add(fields[0], fields[1])
		}
	}
	f.Fuzz(func(t *testing.T, method, path string) {
		parts, err := segments(path)
		if err != nil {
			return
		}
		asked, known := Find(method, parts)
		if !known {
			return
		}
		written := asked.Target("")
		again, err := segments(written)
		if err != nil {
			t.Fatalf("%q was written as %q, which is no path: %v", path, written, err)
		}
		read, known := Find(method, again)
		if !known || read.Ref != asked.Ref || read.Path != asked.Path || read.Route != asked.Route || read.Target("") != written {
			t.Errorf("%q is %v %q, and as written, %q, it is %v %q", path, asked.Ref, asked.Path, written, read.Ref, read.Path)
		}
		if strings.Contains(written, "..") && strings.Contains("/"+strings.ReplaceAll(written, "%2F", "/")+"/", "/../") {
			t.Errorf("%q goes up", written)
		}
	})
}
