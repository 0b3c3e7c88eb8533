package oci

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// maxImageLayers bounds the layers of an image of files that are opened: a model
// is put in last.
const maxImageLayers = 6

// isImage tells an artifact whose layers are a file system. Servers of models
// take such images, too, with the model in one of the layers.
func (m *manifest) isImage() bool {
	return len(m.Layers) > 0 && !slices.ContainsFunc(m.Layers, func(d hub.Layer) bool {
		return d.Archive() == "" || !strings.HasPrefix(d.MediaType, "application/vnd.oci.image.layer.") &&
			!strings.HasPrefix(d.MediaType, "application/vnd.docker.image.rootfs.diff.")
	})
}

// image lists the model that stands in an image: weights, and what lies beside
// and below them. The rest is the program that runs it.
func (s *reading) image(ctx context.Context, m *manifest) error {
	layers := slices.Clone(m.Layers)
	slices.Reverse(layers)
	var unread error
	for i, d := range layers {
		if i == maxImageLayers {
			unread = errManyArchives
			break
		}
		members, err := s.members(ctx, d, d.Archive())
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.take(d, modelOf(members))
		if err != nil {
			unread = err
		}
	}
	switch {
	case len(s.snap.Files) == 0 && unread != nil:
		return s.noModel("it is an image of a program, and no model was seen in what could be read of it: " + unread.Error())
	case len(s.snap.Files) == 0:
		return s.noModel("it is an image of a program, and no model is in it")
	case unread != nil:
		s.snap.Complete = false
		s.snap.Problems = append(s.snap.Problems, doc.NewProblem("archive-not-read", append(hub.Facts(unread), "files", len(s.snap.Files))...).
			At("image"))
	}
	return nil
}

// modelOf returns the files of a layer that belong to weights in it, without the
// folder that they all stand in.
func modelOf(members []hub.Member) []hub.Member {
	var folders []string
	for _, m := range members {
		if folder := path.Dir(m.Path); hub.IsWeights(m.Path) {
			if strings.Trim(path.Base(folder), "0123456789") == "" { // a version, as servers of models number them
				folder = path.Dir(folder)
			}
			folders = append(folders, folder)
		}
	}
	model := slices.DeleteFunc(slices.Clone(members), func(m hub.Member) bool {
		return strings.HasPrefix(path.Base(m.Path), ".wh.") || !slices.ContainsFunc(folders, func(folder string) bool {
			return folder != "." && (path.Dir(m.Path) == folder || strings.HasPrefix(m.Path, folder+"/")) || folder == "." &&
				!strings.Contains(m.Path, "/")
		})
	})
	atTop(model)
	return model
}
