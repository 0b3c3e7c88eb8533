package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// bundleCode is the file of a bundle that keeps what code repositories held.
const bundleCode = "code.json"

// codeAnswer is what a code repository held, or why that is not known.
type codeAnswer struct {
	Address string        `json:"address"`
	Tree    *hub.CodeTree `json:"tree"`
	Fault   string        `json:"fault"`
	// Failed holds what the host said when it failed; nil where it said nothing.
	Failed *hub.StatusError `json:"failed"`
}

// recordCode has every answer about code repositories kept; nil stays nil.
func (r *recorder) recordCode(code audit.CodeSource) audit.CodeSource {
	if code == nil {
		return nil
	}
	return func(ctx context.Context, address string) (*hub.CodeTree, error) {
		tree, err := code(ctx, address)
		one := codeAnswer{Address: address, Tree: tree}
		if err != nil {
			one.Fault = faultOf(err)
			if said, ok := errors.AsType[*hub.StatusError](err); ok {
				failed := *said
				failed.Err = nil // its sort is the fault
				one.Failed = &failed
			}
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.code = append(r.code, one)
		return tree, err
	}
}

// writeCode keeps the answers, each once; no file where nobody was asked.
func (b bundler) writeCode() error {
	if len(b.code) == 0 {
		return nil
	}
	slices.SortFunc(b.code, func(x, y codeAnswer) int { return cmp.Compare(x.Address, y.Address) })
	once := slices.CompactFunc(b.code, func(x, y codeAnswer) bool { return x.Address == y.Address })
	data, err := json.MarshalIndent(once, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, bundleCode), append(data, '\n'), 0o600)
}

// replayCode answers about code repositories from a bundle; nil where nobody was
// asked.
func replayCode(fsys fs.FS) (audit.CodeSource, error) {
	data, err := fs.ReadFile(fsys, bundleCode)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var kept []codeAnswer
	if err == nil {
		err = json.Unmarshal(data, &kept)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", bundleCode, err)
	}
	return func(_ context.Context, address string) (*hub.CodeTree, error) {
		i := slices.IndexFunc(kept, func(a codeAnswer) bool { return strings.EqualFold(a.Address, address) })
		switch {
		case i < 0:
			return nil, hub.ErrOffline
		case kept[i].Failed != nil:
			failed := *kept[i].Failed
			failed.Err = faultNamed(kept[i].Fault)
			return nil, &failed
		case kept[i].Fault != "":
			return nil, faultNamed(kept[i].Fault)
		}
		return kept[i].Tree, nil
	}, nil
}
