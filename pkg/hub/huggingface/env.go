package huggingface

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// FromEnv reads the environment that the Hub's own tools use: HF_TOKEN and
// HUGGING_FACE_HUB_TOKEN, else the token file (HF_TOKEN_PATH, HF_HOME) unless
// HF_HUB_DISABLE_IMPLICIT_TOKEN is on; HF_ENDPOINT; HF_HUB_OFFLINE and
// TRANSFORMERS_OFFLINE; HF_HUB_DOWNLOAD_TIMEOUT. readFile reads the token file;
// one that does not exist is no error. Errors never hold the token.
func FromEnv(getenv func(string) string, readFile func(string) ([]byte, error)) (Config, error) {
	cfg := Config{
		Endpoint: strings.TrimRight(strings.TrimSpace(getenv("HF_ENDPOINT")), "/"),
		Offline:  isTrue(getenv("HF_HUB_OFFLINE")) || isTrue(getenv("TRANSFORMERS_OFFLINE")),
		Token:    cmp.Or(strip(getenv("HF_TOKEN")), strip(getenv("HUGGING_FACE_HUB_TOKEN"))),
	}
	if s := strings.TrimSpace(getenv("HF_HUB_DOWNLOAD_TIMEOUT")); s != "" {
		seconds, err := strconv.ParseFloat(s, 64)
		if err != nil || !(seconds > 0) || seconds > 24*60*60 {
			return cfg, fmt.Errorf("read HF_HUB_DOWNLOAD_TIMEOUT: %.40q is no number of seconds", s)
		}
		cfg.Timeout = time.Duration(seconds * float64(time.Second))
		cfg.Patience = cfg.Timeout
	}
	if cfg.Token == "" && !isTrue(getenv("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
		token, err := storedToken(getenv, readFile)
		if err != nil {
			return cfg, err
		}
		cfg.Token = token
	}
	return cfg, nil
}

func storedToken(getenv func(string) string, readFile func(string) ([]byte, error)) (string, error) {
	name := tokenPath(getenv)
	if name == "" {
		return "", nil
	}
	data, err := readFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("read the token file (set HF_TOKEN, or HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to do without): %w", err)
	}
	return strip(string(data)), nil
}

// tokenPath is where the Hub's tools keep the token; empty when there is no
// home folder.
func tokenPath(getenv func(string) string) string {
	if p := getenv("HF_TOKEN_PATH"); p != "" {
		return expand(p, getenv)
	}
	if home := getenv("HF_HOME"); home != "" {
		return path.Join(expand(home, getenv), "token")
	}
	if cache := getenv("XDG_CACHE_HOME"); cache != "" {
		return path.Join(expand(cache, getenv), "huggingface", "token")
	}
	home := cmp.Or(getenv("HOME"), getenv("USERPROFILE"))
	if home == "" {
		return ""
	}
	return path.Join(home, ".cache", "huggingface", "token")
}

// CacheDir is where the Hub's tools keep what they download (HF_HUB_CACHE,
// HF_HOME); empty when there is no home folder.
func CacheDir(getenv func(string) string) string {
	if dir := cmp.Or(getenv("HF_HUB_CACHE"), getenv("HUGGINGFACE_HUB_CACHE")); dir != "" {
		return expand(dir, getenv)
	}
	token := tokenPath(func(key string) string {
		if key == "HF_TOKEN_PATH" {
			return ""
		}
		return getenv(key)
	})
	if token == "" {
		return ""
	}
	return path.Join(path.Dir(token), "hub")
}

// expand puts in "~" and "$VAR".
func expand(p string, getenv func(string) string) string {
	if p == "~" || strings.HasPrefix(p, "~/") {
		p = getenv("HOME") + p[1:]
	}
	return variable().ReplaceAllStringFunc(p, func(v string) string { return getenv(strings.Trim(v, "${}")) })
}

func variable() *regexp.Regexp { return regexp.MustCompile(`\$(\w+|\{\w+\})`) }

// strip takes line ends and blanks off a token.
func strip(token string) string {
	return strings.TrimSpace(strings.NewReplacer("\r", "", "\n", "").Replace(token))
}

func isTrue(s string) bool {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "1", "ON", "YES", "TRUE":
		return true
	default:
		return false
	}
}
