"""The outbox: notices whose words give nothing away, and a last question before each is sent: may they still know?"""
