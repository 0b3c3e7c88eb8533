package hubtest

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// Civitai is a fake of that hub.
type Civitai struct {
	standIn

	Models    map[string]string // what it says of a model, in JSON, by number
	Downloads map[string]string // the file of a version, by number; others want a login
}

// CivitaiFromFS reads models from files "123.json", and the files of versions
// from "456.bin".
func CivitaiFromFS(fsys fs.FS) (*Civitai, error) {
	c := &Civitai{Models: map[string]string{}, Downloads: map[string]string{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		number := strings.TrimSuffix(path.Base(name), path.Ext(name))
		if path.Ext(name) == ".json" {
			c.Models[number] = string(data)
		} else {
			c.Downloads[number] = string(data)
		}
		return err
	})
	return c, err
}

// ServeHTTP answers as the hub does.
func (c *Civitai) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x, done := c.begin(w, r)
	defer done()
	if x.faulty() {
		return
	}
	folder, number := path.Split(strings.TrimSuffix(r.URL.Path, "/"))
	switch folder {
	case "/api/v1/models/":
		if m, ok := c.Models[number]; ok {
			x.send(http.StatusOK, []byte(m))
			return
		}
		x.write(http.StatusNotFound, map[string]string{"error": "No model with id " + number})
	case "/api/v1/model-versions/":
		c.version(x, number)
	case "/api/download/models/":
		if f, ok := c.Downloads[number]; ok {
			x.content(number, "", strings.NewReader(f))
			return
		}
		x.write(http.StatusUnauthorized, map[string]string{"error": "Unauthorized",
			"message": "The creator of this asset requires you to be logged in"})
	default:
		x.noRoute()
	}
}

// version says of which model a version is.
func (c *Civitai) version(x *exchange, number string) {
	for id, m := range c.Models {
		var model struct{ ModelVersions []struct{ ID int64 } }
		if json.Unmarshal([]byte(m), &model) != nil {
			continue
		}
		for _, v := range model.ModelVersions {
			if strconv.FormatInt(v.ID, 10) == number {
				of, _ := strconv.ParseInt(id, 10, 64)
				x.json(map[string]int64{"id": v.ID, "modelId": of})
				return
			}
		}
	}
	x.write(http.StatusNotFound, map[string]string{"error": "No version with id " + number})
}
