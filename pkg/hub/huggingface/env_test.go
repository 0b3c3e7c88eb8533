package huggingface_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub/huggingface"
)

func TestFromEnv(t *testing.T) {
	files := map[string]string{
		"/home/ann/.cache/huggingface/token": "hf_home\n", "/cache/huggingface/token": "hf_xdg", "/hf/token": "hf_hfhome",
		"/home/ann/my token": " hf_path\r\n",
	}
	read := func(name string) ([]byte, error) {
		if text, ok := files[name]; ok {
			return []byte(text), nil
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	for _, tt := range []struct {
		name string
		env  map[string]string
		want huggingface.Config
	}{
		{"nothing", nil, huggingface.Config{}},
		{"variable", map[string]string{"HF_TOKEN": " hf_\nvar ", "HUGGING_FACE_HUB_TOKEN": "hf_old"}, huggingface.Config{Token: "hf_var"}},
		{"old variable", map[string]string{"HF_TOKEN": "", "HUGGING_FACE_HUB_TOKEN": "hf_old"}, huggingface.Config{Token: "hf_old"}},
		{"home", map[string]string{"HOME": "/home/ann"}, huggingface.Config{Token: "hf_home"}},
		{"cache", map[string]string{"HOME": "/home/ann", "XDG_CACHE_HOME": "/cache"}, huggingface.Config{Token: "hf_xdg"}},
		{"HF_HOME", map[string]string{"HOME": "/home/ann", "BASE": "/hf", "HF_HOME": "$BASE"}, huggingface.Config{Token: "hf_hfhome"}},
		{"HF_TOKEN_PATH", map[string]string{"HOME": "/home/ann", "HF_TOKEN_PATH": "~/my token"}, huggingface.Config{Token: "hf_path"}},
		{"no file", map[string]string{"HF_TOKEN_PATH": "/none"}, huggingface.Config{}},
		{"not implied", map[string]string{"HOME": "/home/ann", "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}, huggingface.Config{}},
		{"endpoint", map[string]string{"HF_ENDPOINT": "https://hub.example/hf/"}, huggingface.Config{Endpoint: "https://hub.example/hf"}},
		{"offline", map[string]string{"HF_HUB_OFFLINE": "yes"}, huggingface.Config{Offline: true}},
		{"offline, the other name", map[string]string{"TRANSFORMERS_OFFLINE": "On"}, huggingface.Config{Offline: true}},
		{"not offline", map[string]string{"HF_HUB_OFFLINE": "0"}, huggingface.Config{}},
		{"timeout", map[string]string{"HF_HUB_DOWNLOAD_TIMEOUT": "2.5"}, huggingface.Config{Timeout: 2500 * time.Millisecond}},
	} {
		got, err := huggingface.FromEnv(func(name string) string { return tt.env[name] }, read)
		if err != nil || got.Token != tt.want.Token || got.Endpoint != tt.want.Endpoint || got.Offline != tt.want.Offline ||
			got.Timeout != tt.want.Timeout {
			t.Errorf("%s: got %+v, %v", tt.name, got, err)
		}
	}
}

func TestFromEnvFaults(t *testing.T) {
	denied := func(name string) ([]byte, error) {
		return []byte("hf_halfread"), &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	for env, want := range map[string]string{"HF_TOKEN_PATH=/locked": "HF_HUB_DISABLE_IMPLICIT_TOKEN",
		"HF_HUB_DOWNLOAD_TIMEOUT=soon": "no number of seconds"} {
		key, value, _ := strings.Cut(env, "=")
		_, err := huggingface.FromEnv(func(name string) string { return map[string]string{key: value}[name] }, denied)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hf_halfread") {
			t.Errorf("%s: %v", env, err)
		}
	}
	_, err := huggingface.New(huggingface.Config{Token: "hf_a b"})
	if err == nil || strings.Contains(err.Error(), "hf_a") {
		t.Errorf("a token with a blank: %v", err)
	}
}
