# A server with a certificate that nobody has signed, and beside it one without TLS that says what the first one got.
import http.server
import ssl
import sys
import threading

address, folder = sys.argv[1], sys.argv[2]
requests = []


class Secure(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        requests.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Plain(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        texts = {
            "/ready": "ready",
            "/address": "https://127.0.0.1:%d" % secure.server_address[1],
            "/requests": "%d" % len(requests),
        }
        body = texts.get(self.path, "").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


secure = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Secure)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder + "/certificate.pem", folder + "/key.pem")
secure.socket = context.wrap_socket(secure.socket, server_side=True)
threading.Thread(target=secure.serve_forever, daemon=True).start()
host, port = address.split(":")
http.server.HTTPServer((host, int(port)), Plain).serve_forever()
