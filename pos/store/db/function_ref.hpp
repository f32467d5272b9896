#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace pos::store::db {

template <class Signature>
class FunctionRef;

/// A view of something callable, for the length of one call: two pointers, no allocation.
template <class R, class... Args>
class FunctionRef<R(Args...)> {
public:
    template <class F>
        requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> &&
                 std::is_invocable_r_v<R, F&, Args...>)
    FunctionRef(F&& call)  // NOLINT: converts like a view
        : object_{const_cast<void*>(static_cast<const void*>(std::addressof(call)))},
          invoke_{[](void* object, Args... args) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(object))(
                  std::forward<Args>(args)...);
          }} {}

    R operator()(Args... args) const { return invoke_(object_, std::forward<Args>(args)...); }

private:
    void* object_;
    R (*invoke_)(void*, Args...);
};

}  // namespace pos::store::db
