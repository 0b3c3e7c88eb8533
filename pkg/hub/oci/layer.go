package oci

import (
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
)

// path is the name that a blob brings along, or the one that is given.
func (d descriptor) path(otherwise string) string {
	for _, key := range []string{"org.cncf.model.filepath", "org.opencontainers.image.title"} {
		if name := d.Annotations[key]; hub.SafePath(name) {
			return name
		}
	}
	return otherwise
}

// file is a blob as an entry of a list of files.
func (d descriptor) file() (f hub.File, role doc.Role) {
	name, role := hub.LayerFile(d.MediaType)
	f = hub.File{Path: d.path(name), Size: d.Size, LFSSHA256: d.sum()}
	if f.Size <= 0 {
		f.Size = -1
	}
	if named, ok := hub.RoleOf(f.Path); ok && (role == "" || role == doc.RoleLinked) {
		role = named
	}
	return f, role
}

// isArchive tells a blob that holds several files.
func (d descriptor) isArchive() bool { return strings.Contains(d.MediaType, "tar") }

// describes reports whether a configuration may name licences.
func (d descriptor) describes() bool {
	return strings.HasPrefix(d.MediaType, "application/vnd.cncf.model.config") ||
		strings.HasPrefix(d.MediaType, "application/vnd.kitops.modelkit.config") ||
		strings.HasPrefix(d.MediaType, "application/vnd.docker.ai.model.config")
}
