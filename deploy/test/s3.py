"""An S3 on loopback that checks keys: moto with its access control switched on, and a bucket with a data set in it.

usage: s3.py FOLDER    every file in FOLDER becomes an object below s3://cinephile/ml-latest-small/
Prints one line of JSON (port, the key of a reader) and then does what each line on standard input says:
`corrupt NAME` changes one byte of an object and leaves its size, `restore NAME` puts the file's own bytes back.
"""

import json
import sys
import urllib.request
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

BUCKET, PREFIX = "cinephile", "ml-latest-small/"
READER = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": f"arn:aws:s3:::{BUCKET}"},
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": f"arn:aws:s3:::{BUCKET}/*"},
    ],
}
OWNER = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def main() -> None:
    """Serves until standard input ends."""
    folder = Path(sys.argv[1])
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    reader, owner = (new_key(address, name, policy) for name, policy in [("reader", READER), ("owner", OWNER)])
    s3 = client(address, "s3", owner)
    s3.create_bucket(Bucket=BUCKET)
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
    for name, data in files.items():
        s3.put_object(Bucket=BUCKET, Key=PREFIX + name, Body=data)
    # From now on every call is checked: the key, its signature, and what its owner may do.
    headers = {"Content-Type": "text/plain"}
    urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/reset-auth", b"0", headers)).close()
    print(json.dumps({"port": port, "key": reader["AccessKeyId"], "secret": reader["SecretAccessKey"]}), flush=True)
    for line in sys.stdin:
        what, name = line.split()
        data = bytearray(files[name])
        if what == "corrupt":
            data[len(data) // 2] ^= 1
        s3.put_object(Bucket=BUCKET, Key=PREFIX + name, Body=bytes(data))
        print(json.dumps({"done": line.strip()}), flush=True)
    server.stop()


def client(address: str, service: str, key: dict):
    """A client of one service by one key."""
    return boto3.client(
        service,
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


def new_key(address: str, name: str, policy: dict) -> dict:
    """A user who may do what the policy says, and their key."""
    iam = client(address, "iam", {"AccessKeyId": "any", "SecretAccessKey": "any"})
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=json.dumps(policy))
    return iam.create_access_key(UserName=name)["AccessKey"]


if __name__ == "__main__":
    main()
