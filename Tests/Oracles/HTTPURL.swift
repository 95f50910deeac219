import Bytes
import Probe
import Wire

extension URL {
  /// The URL of an HTTP target without its scheme.
  public convenience init(http text: String, isUnix: Bool = false) throws(TargetError) {
    try self.init(StaticBytes(text), Scheme.all[0].form, isUnix: isUnix)
  }
}
