import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Speaks MongoDB's wire protocol on a free port, which it prints; ends when its standard input does. */
public final class MongodbPeer {
  /** MongoDB 5.0. The backend reports an older one, which the driver refuses. */
  private static final int WIRE_VERSION = 13;

  public static void main(String[] arguments) throws Exception {
    MongoBackend backend = new MemoryBackend();
    MongoBackend recent = (MongoBackend) Proxy.newProxyInstance(
        MongodbPeer.class.getClassLoader(), new Class<?>[] {MongoBackend.class}, (proxy, method, values) -> {
          // One command at a time: two that create the same index at once leave the backend unusable.
          try {
            synchronized (backend) {
              return withWireVersion(method.invoke(backend, values));
            }
          } catch (InvocationTargetException fault) {
            throw fault.getCause();
          }
        });
    MongoServer server = new MongoServer(recent);
    System.out.println(server.bind().getPort());
    while (System.in.read() != -1) {}
    server.shutdownNow();
  }

  private static Object withWireVersion(Object reply) {
    if (reply instanceof Document document && document.containsKey("maxWireVersion")) document.put("maxWireVersion", WIRE_VERSION);
    if (reply instanceof QueryResult result) result.forEach(MongodbPeer::withWireVersion);
    return reply;
  }
}
