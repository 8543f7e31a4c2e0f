"""What a job left in S3: found, fetched whole, verified, unpacked safely and put in its place."""
