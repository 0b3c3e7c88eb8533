package huggingface

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// warnings keeps what the hub says in X-HF-Warning headers, which it repeats
// with every answer.
type warnings struct {
	mu      sync.Mutex
	byTopic map[string]string
}

// maxTopics bounds what one hub can make a run say.
const maxTopics = 8

// take keeps the first warning of every topic. A header reads "topic; message".
func (w *warnings) take(h http.Header) {
	for _, value := range h.Values("X-HF-Warning") {
		topic, message, ok := strings.Cut(value, ";")
		if topic = strings.TrimSpace(topic); !ok {
			topic, message = "", value
		}
		w.keep(topic, strings.TrimSpace(message))
	}
}

func (w *warnings) keep(topic, message string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.byTopic[topic]; known || message == "" || len(w.byTopic) == maxTopics {
		return
	}
	if w.byTopic == nil {
		w.byTopic = map[string]string{}
	}
	w.byTopic[topic] = message
}

func (w *warnings) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
	for _, topic := range slices.Sorted(maps.Keys(w.byTopic)) {
		list = append(list, w.byTopic[topic])
	}
	return list
}
