#include "drivers/printer/paper/picture_store.hpp"

namespace drivers::printer::paper {

namespace {

std::size_t size_of(const std::vector<Plane>& planes) {
    std::size_t bytes = 0;
    for (const Plane& plane : planes) bytes += plane.bits->size_bytes();
    return bytes;
}

}  // namespace

bool PictureStore::put(unsigned key, std::vector<Plane> planes) {
    const auto* before = find(key);
    const std::size_t freed = before != nullptr ? size_of(*before) : 0;
    const std::size_t bytes = bytes_ - freed + size_of(planes);
    if (bytes > kBytesMax) return false;
    if (before == nullptr && pictures_.size() >= kCountMax) return false;
    bytes_ = bytes;
    pictures_[key] = std::move(planes);
    return true;
}

const std::vector<Plane>* PictureStore::find(unsigned key) const {
    const auto found = pictures_.find(key);
    return found == pictures_.end() ? nullptr : &found->second;
}

std::vector<unsigned> PictureStore::keys() const {
    std::vector<unsigned> keys;
    for (const auto& [key, planes] : pictures_) keys.push_back(key);
    return keys;
}

void PictureStore::forget(unsigned key) {
    const auto found = pictures_.find(key);
    if (found == pictures_.end()) return;
    bytes_ -= size_of(found->second);
    pictures_.erase(found);
}

void PictureStore::clear() {
    pictures_.clear();
    bytes_ = 0;
}

}  // namespace drivers::printer::paper
