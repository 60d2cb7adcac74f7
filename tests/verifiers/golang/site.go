package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// site is the folder of a published record.
type site string

func (s site) read(path string) ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(string(s), path))
	if err != nil {
		return nil, fmt.Errorf("%s can't be read", path)
	}
	return content, nil
}

// numbered writes a number in groups of three digits, as x001/x234/067. Go's tlog writes those of
// tiles so, after "tile/8/0/".
func numbered(n int64) string {
	path := tlog.Tile{H: tileHeight, L: 0, N: n, W: tileWidth}.Path()
	return strings.TrimPrefix(path, "tile/8/0/")
}

// entries reads the bundles of the first entries, so many.
func (s site) entries(size int64) ([][]byte, error) {
	var entries [][]byte
	for start := int64(0); start < size; start += tileWidth {
		bundle, err := s.bundle(start/tileWidth, min(size-start, tileWidth))
		if err != nil {
			return nil, err
		}
		entries = append(entries, bundle...)
	}
	return entries, nil
}

// bundle reads the entries of one bundle.
func (s site) bundle(n, width int64) ([][]byte, error) {
	path := "tile/entries/" + numbered(n)
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	content, err := s.read(path)
	if err != nil {
		return nil, err
	}
	entries, err := unbundled(content)
	if err != nil || int64(len(entries)) != width {
		return nil, fmt.Errorf("%s: not a bundle of %d entries", path, width)
	}
	return entries, nil
}

// unbundled parts a bundle: before each entry stand its bytes' number, two bytes, big-endian.
func unbundled(bundle []byte) ([][]byte, error) {
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 {
			return nil, errors.New("torn")
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, errors.New("torn")
		}
		entries = append(entries, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	return entries, nil
}

// checkpoints reads the kept checkpoints up to a size, each signed by the key of its time, smallest
// first. A larger one is of a publication that is not finished.
func (s site) checkpoints(keys keys, most int64) ([]tlog.Tree, error) {
	files, err := os.ReadDir(filepath.Join(string(s), "checkpoints"))
	if err != nil {
		return nil, errors.New("checkpoints/ can't be read")
	}
	var kept []tlog.Tree
	for _, file := range files {
		path := "checkpoints/" + file.Name()
		if size, err := strconv.ParseInt(file.Name(), 10, 64); err == nil && size > most {
			continue
		}
		content, err := s.read(path)
		if err != nil {
			return nil, err
		}
		tree, err := keys.open(content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if strconv.FormatInt(tree.N, 10) != file.Name() {
			return nil, fmt.Errorf("%s: a checkpoint of %d entries", path, tree.N)
		}
		kept = append(kept, tree)
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].N < kept[j].N })
	return kept, nil
}

// Height, ReadTiles and SaveTiles make a site a tlog.TileReader.
func (s site) Height() int { return tileHeight }

// ReadTiles reads tiles as tlog names them, tile/8/L/N, from where they lie, tile/L/N.
func (s site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, tile := range tiles {
		content, err := s.read("tile/" + strings.TrimPrefix(tile.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		contents = append(contents, content)
	}
	return contents, nil
}

func (s site) SaveTiles([]tlog.Tile, [][]byte) {}

// hashes reads the nodes of a tree from the site's tiles. tlog has proved each against the root
// before it gives it, so each is asked for once and remembered.
type hashes struct {
	proved     tlog.HashReader
	size       int64
	remembered map[int64]tlog.Hash
}

func (s site) hashes(tree tlog.Tree) *hashes {
	return &hashes{tlog.TileHashReader(tree, s), tree.N, map[int64]tlog.Hash{}}
}

func (h *hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var missing []int64
	for _, index := range indexes {
		if _, there := h.remembered[index]; !there {
			missing = append(missing, index)
		}
	}
	if len(missing) > 0 {
		found, err := h.proved.ReadHashes(missing)
		if err != nil {
			return nil, err
		}
		for i, index := range missing {
			h.remembered[index] = found[i]
		}
	}
	answer := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		answer[i] = h.remembered[index]
	}
	return answer, nil
}

// fetch reads, at once, every node within the tile of leaves that begins at an entry.
func (h *hashes) fetch(start int64) error {
	end := min(start+tileWidth, h.size)
	var indexes []int64
	for level := 0; level <= tileHeight; level++ {
		for n := start >> level; n < end>>level; n++ {
			indexes = append(indexes, tlog.StoredHashIndex(level, n))
		}
	}
	_, err := h.ReadHashes(indexes)
	return err
}

// parseProof reads a file in the format of c2sp.org/tlog-proof.
func parseProof(content []byte) (int64, tlog.RecordProof, []byte, error) {
	head, checkpoint, parted := bytes.Cut(content, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !parted || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, nil, errors.New("not a tlog-proof")
	}
	written, found := strings.CutPrefix(lines[1], "index ")
	index, err := strconv.ParseInt(written, 10, 64)
	if !found || err != nil {
		return 0, nil, nil, errors.New("no index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, nil, nil, err
		}
		proof = append(proof, hash)
	}
	return index, proof, checkpoint, nil
}
