// Goal: what an archive must not store does not compile, and says why.
// Method: compiled once for each CASE by CMakeLists.txt, which names the words of each refusal.
#include <boost/serialization/map.hpp>
#include <boost/serialization/shared_ptr.hpp>
#include <map>
#include <memory>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"

enum class WithoutRange { a };
enum Unscoped { b };
bool in_range(Unscoped);

template <class Member>
struct Holding {
    Member member;
    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & member;
    }
};
struct Virtual : Holding<std::int32_t> {
    virtual ~Virtual();
};
struct Tracked : Holding<std::int32_t> {};
BOOST_CLASS_TRACKING(Tracked, boost::serialization::track_always)
struct NeverWritten : Holding<std::int32_t> {};
#if defined CASE_never_written
BOOST_CLASS_IMPLEMENTATION(NeverWritten, boost::serialization::object_serializable)
BOOST_CLASS_VERSION(NeverWritten, 1)
#endif

#if defined CASE_allowed
using Stored = Holding<std::vector<std::optional<std::array<std::int32_t, 3>>>>;
#elif defined CASE_pointer
using Stored = Holding<int*>;
#elif defined CASE_unique_ptr
using Stored = Holding<std::unique_ptr<std::int32_t>>;
#elif defined CASE_shared_ptr
using Stored = Holding<std::shared_ptr<std::int32_t>>;
#elif defined CASE_map
using Stored = Holding<std::map<std::int32_t, std::int32_t>>;
#elif defined CASE_double
using Stored = Holding<double>;
#elif defined CASE_char
using Stored = Holding<char>;
#elif defined CASE_long_long
using Stored = Holding<long long>;
#elif defined CASE_c_array
using Stored = Holding<std::int32_t[2]>;
#elif defined CASE_vector_bool
using Stored = Holding<std::vector<bool>>;
#elif defined CASE_enum_without_range
using Stored = Holding<WithoutRange>;
#elif defined CASE_unscoped_enum
using Stored = Holding<Unscoped>;
#elif defined CASE_virtual
using Stored = Virtual;
#elif defined CASE_tracked
using Stored = Tracked;
#elif defined CASE_never_written
using Stored = NeverWritten;
#endif

pos::Bytes write(const Stored& value) {
    return pos::journal::archive::to_bytes(value);
}
bool read(pos::BytesView bytes) {
    return pos::journal::archive::from_bytes<Stored>(bytes).has_value();
}
