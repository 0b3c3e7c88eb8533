package gate

import (
	"slices"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// blobs remembers which manifests list a blob. It is gone with the process: a
// program that pulls asks for the manifest first.
type blobs struct {
	mu   sync.Mutex
	by   map[string][]ref.Ref // by "repository digest"
	many int
}

// Bounds of what is remembered. Beyond them all is forgotten and learned anew.
const (
	maxBlobs     = 100_000
	maxManifests = 16 // that list one blob of a repository
)

func (b *blobs) add(repository string, at ref.Ref, manifest []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.by == nil || b.many > maxBlobs {
		b.by, b.many = map[string][]ref.Ref{}, 0
	}
	for _, digest := range manifestBlobs(manifest) {
		key := repository + " " + digest
		list := slices.DeleteFunc(b.by[key], func(r ref.Ref) bool { return r == at })
		if len(list) >= maxManifests {
			list = list[1:]
		}
		b.by[key] = append(list, at)
		b.many++
	}
}

// of lists the manifests that list a blob, the last first.
func (b *blobs) of(repository, digest string) []ref.Ref {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.by[repository+" "+digest])
	slices.Reverse(list)
	return list
}
